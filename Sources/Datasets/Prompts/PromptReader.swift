import JSONCursor

/// Reads prompts from JSON Lines, a JSON array, Parquet (a file, or a folder of shards) or plain text (one prompt a line), one at a time.
///
/// Exact duplicates (equal messages) and prompts that are too long are left out and counted; everything else that is
/// wrong is a `DatasetError` with its line. Blocks while it reads.
package struct PromptReader {
    private let source: PromptSource
    private let system: String?
    private let maxCharacters: Int?

    /// - Parameters:
    ///   - system: The system message of prompts that have none.
    ///   - maxCharacters: The most Unicode scalars of all turns together.
    package init(path: String, system: String? = nil, maxCharacters: Int? = nil) {
        source = PromptSource(path: path)
        self.system = system
        self.maxCharacters = maxCharacters
    }

    /// Hands every prompt to `body`, in the file's order. Holds one prompt (of Parquet, a page a column) and 24 bytes for each one seen.
    @discardableResult
    package func read(_ body: (PromptRecord) throws -> Void) throws -> PromptSummary {
        let sources = PromptSources([source], system: system, maxCharacters: maxCharacters)
        let summaries = try sources.read { record, _ in try body(record) }
        return summaries.first ?? PromptSummary()
    }
}
