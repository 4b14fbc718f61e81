/// A column of a training set and who makes something of it.
package struct ColumnReader: Sendable, Hashable {
    package let column: String
    /// Nil where no stock trainer reads the column.
    package let reader: String?

    package init(_ column: String, _ reader: String?) {
        self.column = column
        self.reader = reader
    }
}
