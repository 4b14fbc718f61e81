/// A node of the tree rows are taken apart by.
struct ParquetNode {
    enum Kind {
        case value(column: Int, type: RecordType)
        case list(element: Int)
        case record(children: [Int])
    }

    let kind: Kind
    /// As people write it: `prompt.role`.
    let name: String
    /// The field's key.
    let key: [UInt8]
    let isOptional: Bool
    /// The definition level where the node is there, an empty list or a record of nulls included.
    let definition: UInt8
    /// For lists: the repetition level of an element after the first.
    let repetition: UInt8
    /// The leaves below it.
    let columns: Range<Int>
}
