/// A column's part of a row group: where its pages stand (parquet.thrift, `ColumnMetaData`).
struct ParquetChunk {
    var type: ParquetPhysicalType
    var encodings: [ParquetEncoding]
    var path: [String]
    var codec: ParquetCodec
    /// Entries, nulls included.
    var entries: Int
    /// Of all pages with their headers, in bytes.
    var uncompressedSize: Int
    var compressedSize: Int
    /// From the file's start.
    var firstDataPage: Int
    var dictionaryPage: Int?
    var bounds: ParquetBounds?

    func write(to thrift: inout ThriftWriter) {
        thrift.integer64(2, 0)
        thrift.structure(3) { chunk in
            chunk.integer32(1, type.rawValue)
            chunk.integers32(2, encodings.map(\.rawValue))
            chunk.texts(3, path)
            chunk.integer32(4, codec.rawValue)
            chunk.integer64(5, entries)
            chunk.integer64(6, uncompressedSize)
            chunk.integer64(7, compressedSize)
            chunk.integer64(9, firstDataPage)
            if let dictionaryPage { chunk.integer64(11, dictionaryPage) }
            if let bounds { chunk.structure(12) { bounds.write(to: &$0) } }
        }
    }
}
