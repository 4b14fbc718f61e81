/// A place prompts come from.
package struct PromptSource: Sendable, Hashable {
    /// A file, a folder of shards, or a pattern with `*` in the file's name.
    package var path: String
    /// How often its prompts are drawn beside those of other sources.
    package var weight: Double
    /// Given to each of its prompts, after those the record has.
    package var tags: [String]
    package var columns: ColumnMapping
    /// Which of a folder's shards: those whose names begin with it. Without one, `train` where there is one.
    package var split: String?

    package init(
        path: String,
        weight: Double = 1,
        tags: [String] = [],
        columns: ColumnMapping = ColumnMapping(),
        split: String? = nil
    ) {
        self.path = path
        self.weight = weight
        self.tags = tags
        self.columns = columns
        self.split = split
    }
}
