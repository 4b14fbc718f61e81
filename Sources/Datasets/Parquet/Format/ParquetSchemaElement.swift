/// A node of a file's schema, which is their list in depth-first order (parquet.thrift, `SchemaElement`).
struct ParquetSchemaElement {
    /// What older readers know of a node's meaning (parquet.thrift, `ConvertedType`).
    enum Meaning: Int {
        case text = 0
        case map, mapKeyValue, list, enumeration, decimal
        case unsigned32 = 13
        case unsigned64
        case json = 19
    }

    var name: String
    /// Nil for groups.
    var type: ParquetPhysicalType?
    /// Nil for the root.
    var repetition: ParquetRepetition?
    /// Nil for values.
    var children: Int?
    var meaning: Meaning?

    func write(to thrift: inout ThriftWriter) {
        if let type { thrift.integer32(1, type.rawValue) }
        if let repetition { thrift.integer32(3, repetition.rawValue) }
        thrift.text(4, name)
        if let children { thrift.integer32(5, children) }
        guard let meaning else { return }
        thrift.integer32(6, meaning.rawValue)
        // The same again as a logical type, for newer readers.
        thrift.structure(10) { logical in
            logical.structure(meaning == .list ? 3 : 1) { _ in }
        }
    }
}
