/// A training set that was written.
package struct ExportRecord: Sendable, Hashable {
    package var selection: Int64
    package var format: String
    /// Relative to the run folder, or absolute where the user named a place outside.
    package var path: String
    /// The optional columns, comma-separated.
    package var columns: String
    package var rows: Int
    package var sha256: String

    package init(selection: Int64, format: String, path: String, columns: String, rows: Int, sha256: String) {
        self.selection = selection
        self.format = format
        self.path = path
        self.columns = columns
        self.rows = rows
        self.sha256 = sha256
    }
}
