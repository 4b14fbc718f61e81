/// How many prompts a round samples.
package enum PromptCount: Sendable, Hashable {
    case all
    /// At least 1.
    case count(Int)
}
