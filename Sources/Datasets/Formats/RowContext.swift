/// What a format may know of a record besides its row.
package struct RowContext: Sendable {
    package let columns: RowColumns
    /// The training set's name.
    package let name: String
    /// `train`, `test`.
    package let split: String
    /// The record's place in its split, from 0.
    package var index: Int

    package init(columns: RowColumns, name: String, split: String, index: Int = 0) {
        self.columns = columns
        self.name = name
        self.split = split
        self.index = index
    }
}
