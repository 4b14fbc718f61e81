/// A node of the tree rows are put together by.
struct ParquetReadNode {
    enum Kind {
        case value
        case record(children: [Int])
        /// `definition` is the level from which on the list has an element, `repetition` that of its elements after the first.
        case list(element: Int, definition: Int, repetition: Int)
    }

    let key: String
    let kind: Kind
    /// The definition level where the node is not null.
    let definition: Int
    /// The leaves below it; the first tells how much of the node is there.
    let leaves: Range<Int>
}
