/// What stands at a file's end: its schema and where its row groups are (parquet.thrift, `FileMetaData`).
struct ParquetFooter {
    /// Before the footer's length at the end, and at the file's start.
    static let magic: [UInt8] = Array("PAR1".utf8)

    var schema: [ParquetSchemaElement]
    var rows: Int
    var rowGroups: [ParquetRowGroup]
    var properties: [(key: String, value: String)] = []
    var createdBy = "selfplay"

    /// The footer with its length and the closing magic.
    func trailer() -> [UInt8] {
        var thrift = ThriftWriter()
        thrift.element { footer in
            footer.integer32(1, 2)
            footer.structures(2, schema) { $1.write(to: &$0) }
            footer.integer64(3, rows)
            footer.structures(4, Array(rowGroups.enumerated())) { $1.element.write(to: &$0, ordinal: $1.offset) }
            footer.structures(5, properties) { property, entry in
                property.text(1, entry.key)
                property.text(2, entry.value)
            }
            footer.text(6, createdBy)
            // Without the order of a column readers ignore its bounds.
            footer.structures(7, schema.filter { $0.type != nil }) { order, _ in order.structure(1) { _ in } }
        }
        var bytes = thrift.bytes
        withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { bytes.append(contentsOf: $0) }
        return bytes + Self.magic
    }
}
