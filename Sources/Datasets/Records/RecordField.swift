/// A named value of a record; of a row's record, a column.
package struct RecordField: Sendable, Hashable {
    package let name: String
    package let type: RecordType
    /// Rows may have null for it. Only binary formats may write such a column: readers of JSON Lines fix a type by the first rows.
    package let isOptional: Bool

    package init(_ name: String, _ type: RecordType, isOptional: Bool = false) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
    }
}
