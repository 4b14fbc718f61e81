package import Ledger

/// Where a run stands, as `selfplay status` shows it.
package struct StatusReport: Sendable {
    /// Facts of one kind.
    package struct Stage: Sendable, Hashable {
        package var name: String
        package var planned: Int
        package var done: Int
        package var failed: Int
    }

    package struct Round: Sendable {
        package var record: RoundRecord
        package var promptsPlanned: Int
        package var promptsPaired: Int
        package var promptsKept: Int
        /// With the kept prompts they add up to the planned ones.
        package var promptReasons: [(reason: String, count: Int)]
        package var responsesDone: Int
        package var responsesFailed: Int
        /// Usable responses and, by reason, the others; they add up to the planned ones.
        package var responses: ResponseFunnel
        package var rewards: Stage
        package var logprobs: Stage
        package var candidates: Int
        package var selections: [String]
        package var exports: [ExportRecord]
        package var lastFailures: [(stage: String, reason: String, error: String)]
    }

    package var run: RunRecord
    package var rounds: [Round]
    /// Rounds the configuration asks for; nil where the ledger holds none yet.
    package var roundsPlanned: Int?
    package var pool: Int
    package var poolDropped: [(reason: String, count: Int)]
    /// The process that works on the run right now.
    package var holder: Int32?
}
