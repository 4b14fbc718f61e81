/// What became of a file's prompts: read = kept + duplicates + too long.
package struct PromptSummary: Sendable, Hashable {
    package var read = 0
    package var kept = 0
    package var duplicates = 0
    /// Of the duplicates, those an earlier source has.
    package var inEarlierSources = 0
    package var tooLong = 0
    /// Of the kept ones; an export of their ids would have gaps.
    package var withoutID = 0
}
