/// What an import holds.
package struct ImportSummary: Sendable, Hashable {
    package var records = 0
    /// Different prompts; the difference to `records` was merged.
    package var prompts = 0
    package var responses = 0
    /// Responses that stood in an earlier record of their prompt and were not taken again.
    package var repeated = 0
}
