/// What an import holds.
package struct ImportSummary: Sendable, Hashable {
    package var records = 0
    /// Different prompts; the difference to `records` was merged.
    package var prompts = 0
    package var responses = 0
}
