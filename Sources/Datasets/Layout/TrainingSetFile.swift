/// A file of a training set that is complete and on disk.
package struct TrainingSetFile: Sendable, Hashable {
    package enum Role: String, Sendable, Hashable {
        /// Rows.
        case data
        /// Settings of a trainer.
        case settings
        /// The page that says what the training set is.
        case card
        case plot
    }

    /// Its path in the training set's folder.
    package let name: String
    package let role: Role
    /// 0 in files that hold none.
    package let rows: Int
    package let bytes: Int
    /// 64 hexadecimal digits.
    package let sha256: String

    package init(name: String, role: Role = .data, rows: Int, bytes: Int, sha256: String) {
        self.name = name
        self.role = role
        self.rows = rows
        self.bytes = bytes
        self.sha256 = sha256
    }
}
