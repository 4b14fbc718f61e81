package import Ledger
package import Settings

/// A training set to be written.
package struct ExportRequest: Sendable, Hashable {
    package var round: Int
    package var selection: String
    package var format: String
    /// Optional columns by name, in order.
    package var columns: [String]
    /// Where to write, absolute; nil is the round's own folder.
    package var path: String?
    /// Nil is what the format is usually read from.
    package var file: ExportFile?
    /// The most rows of a file.
    package var shard: Int?
    /// The share of seed prompts in the test split.
    package var test: Double?
    package var isHub = false
    package var license: String?
    package var hasSidecars = true
    /// Rows a pair by its soft label.
    package var copies: Int?
    package var isWeighted = false
    package var bands: Int?
    package var hasStages = false
    /// Whether a round of the run writes it, not a command.
    var isOfTheRun = false

    package init(round: Int, selection: String, format: String, columns: [String], path: String? = nil) {
        self.round = round
        self.selection = selection
        self.format = format
        self.columns = columns
        self.path = path
    }

    /// A training set as the configuration has it.
    package init(_ settings: ExportSettings, round: Int) {
        self.init(
            round: round,
            selection: settings.selection,
            format: settings.format.rawValue,
            columns: settings.columns.map(\.rawValue)
        )
        file = settings.file
        shard = settings.shard
        test = settings.test
        isHub = settings.isHub
        license = settings.license
        hasSidecars = settings.hasSidecars
        copies = settings.copies
        isWeighted = settings.isWeighted
        bands = settings.bands
        hasStages = settings.hasStages
        isOfTheRun = true
    }
}
