import JSONCursor

/// Reads a Parquet file row by row, each row as the text of a JSON object with the columns in the schema's order.
///
/// Read are pages of both versions, all their encodings, zstd, snappy, gzip or nothing, lists in all their
/// forms, maps as lists of `key` and `value`, and dates and times as the numbers they are stored as
/// (https://github.com/apache/parquet-format). One page a column is held. What is wrong or not read is a `DatasetError` that names row group
/// and column. Calls block.
package struct ParquetReader {
    private let path: String
    private let file: ParquetFile
    private let rowGroups: [ParquetRowGroup]
    private let tree: ParquetSchemaTree

    /// Reads the footer.
    package init(path: String) throws {
        self.path = path
        do {
            file = try ParquetFile(path: path)
            let footer = try Self.footer(file)
            tree = try ParquetSchemaTree(footer.schema)
            rowGroups = footer.rowGroups
        } catch let fault as ParquetFault {
            throw DatasetError(file: path, message: fault.message)
        }
    }

    /// What the file says it holds.
    package var rows: Int { rowGroups.reduce(0) { $0 &+ $1.rows } }

    /// Hands every row to `body` with its number, from 1. The bytes are valid during the call only.
    package func forEach(_ body: (UnsafeRawBufferPointer, Int) throws -> Void) throws {
        var number = 0
        var json = JSONWriter()
        for (index, group) in rowGroups.enumerated() {
            let place = "row group \(index + 1) of \(rowGroups.count)"
            guard group.chunks.count == tree.leaves.count else {
                throw DatasetError(file: path, message: "\(place) has another number of columns than the schema")
            }
            guard group.rows > 0 else { continue }
            let budget = ParquetBudget()
            var columns: [ParquetColumnReader] = []
            for (leaf, chunk) in zip(tree.leaves, group.chunks) {
                columns.append(try naming(leaf, place) { try ParquetColumnReader(leaf, chunk, file, budget) })
            }
            var assembler = ParquetAssembler(tree, columns)
            for _ in 0..<group.rows {
                number += 1
                json.removeAll()
                do {
                    try assembler.write(to: &json)
                } catch let fault as ParquetFault {
                    throw DatasetError(file: path, message: "\(place), row \(number), column \(quoted(assembler.column)): \(fault.message)")
                }
                try json.bytes.withUnsafeBytes { try body($0, number) }
            }
            if let left = columns.first(where: { $0.hasEntry }) {
                throw DatasetError(file: path, message: "\(place), column \(quoted(left.leaf.name)): it holds more rows than its row group")
            }
        }
    }

    private func naming<Result>(_ leaf: ParquetLeaf, _ place: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let fault as ParquetFault {
            throw DatasetError(file: path, message: "\(place), column \(quoted(leaf.name)): \(fault.message)")
        }
    }

    private static func footer(_ file: ParquetFile) throws -> ParquetFooter {
        guard file.size >= 12 else { throw ParquetFault("the file is cut off: it is too short for Parquet") }
        let tail = try file.read(8, at: file.size - 8)
        if Array(tail[4...]) == Array("PARE".utf8) { throw ParquetFault("the file is encrypted: decrypt it first") }
        guard Array(tail[4...]) == ParquetFooter.magic else {
            throw ParquetFault("the file is cut off or no Parquet: it does not end as Parquet does")
        }
        var length = 0
        for index in 0..<4 { length |= Int(tail[index]) << (8 * index) }
        guard length <= file.size - 12 else { throw ParquetFault("the footer is longer than the file") }
        var thrift = ThriftReader(try file.read(length, at: file.size - 8 - length))
        return try ParquetFooter(&thrift)
    }
}
