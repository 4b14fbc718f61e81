/// Rows that stand together, column after column (parquet.thrift, `RowGroup`).
struct ParquetRowGroup {
    var chunks: [ParquetChunk]
    var rows: Int

    func write(to thrift: inout ThriftWriter, ordinal: Int) {
        thrift.structures(1, chunks) { $1.write(to: &$0) }
        thrift.integer64(2, chunks.reduce(0) { $0 + $1.uncompressedSize })
        thrift.integer64(3, rows)
        if let first = chunks.first { thrift.integer64(5, first.dictionaryPage ?? first.firstDataPage) }
        thrift.integer64(6, chunks.reduce(0) { $0 + $1.compressedSize })
        if ordinal <= Int(Int16.max) { thrift.integer16(7, ordinal) }
    }
}
