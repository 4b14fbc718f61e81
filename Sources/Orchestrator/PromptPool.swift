package import Ledger

/// The prompts of a run's source, read whole before anything is written.
package struct PromptPool: Sendable {
    package var prompts: [PoolPrompt]
    /// Prompts of the source that were left out, by reason.
    package var dropped: [(reason: String, count: Int)]

    package init(prompts: [PoolPrompt], dropped: [(reason: String, count: Int)]) {
        self.prompts = prompts
        self.dropped = dropped
    }
}
