package import Ledger

/// A training set to be written.
package struct ExportRequest: Sendable, Hashable {
    package var round: Int
    package var selection: String
    package var format: String
    /// Optional columns by name, in order.
    package var columns: [String]
    /// Where to write, absolute; nil is the round's own folder.
    package var path: String?

    package init(round: Int, selection: String, format: String, columns: [String], path: String? = nil) {
        self.round = round
        self.selection = selection
        self.format = format
        self.columns = columns
        self.path = path
    }
}
