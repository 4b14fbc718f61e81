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

    /// The prompts of a phase and what became of their answers.
    package struct Answers: Sendable {
        package var phase: Phase
        package var promptsPlanned: Int
        package var promptsPaired = 0
        package var promptsKept = 0
        /// With the kept prompts they add up to the planned ones.
        package var promptReasons: [(reason: String, count: Int)] = []
        package var responsesDone: Int
        package var responsesFailed: Int
        /// Usable responses and, by reason, the others; they add up to the planned ones.
        package var responses: ResponseFunnel
        package var candidates = 0
    }

    package struct Round: Sendable {
        package var record: RoundRecord
        package var base: Answers
        /// Nil where no rewrite is a prompt of this round.
        package var evolved: Answers?
        package var rewrites: RewriteCounts?
        package var rewards: Stage
        package var logprobs: Stage
        package var selections: [String]
        package var exports: [ExportRecord]
        package var training: TrainingRecord?
        /// Mean held-out reward of the weights the round made; of those the run began with; the difference to the round before.
        package var heldOutReward: Double?
        package var baselineReward: Double?
        package var rewardGain: Double?
        package var evaluations: [EvaluationRecord]
        /// Nil where nothing was asked of anybody yet.
        package var spent: Spent?
        package var lastFailures: [(stage: String, reason: String, error: String)]
    }

    package var run: RunRecord
    package var rounds: [Round]
    /// Rounds the configuration asks for; nil where the ledger holds none yet.
    package var roundsPlanned: Int?
    package var pool: Int
    /// Prompts that no round trains on.
    package var poolHeldOut: Int
    package var poolDropped: [(reason: String, count: Int)]
    /// The process that works on the run right now.
    package var holder: Int32?
}
