/// A training that succeeded: what the ledger records.
package struct TrainingResult: Sendable, Hashable {
    /// The attempt that succeeded, from 1.
    package var attempt: Int
    /// Always 0: others throw `TrainingFailure`.
    package var exitCode: Int
    /// Seconds since 1970.
    package var startedAt: Double
    package var finishedAt: Double
    /// The new model, absolute.
    package var model: String
    /// The trainer's output, absolute.
    package var log: String

    package init(attempt: Int, exitCode: Int, startedAt: Double, finishedAt: Double, model: String, log: String) {
        self.attempt = attempt
        self.exitCode = exitCode
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.model = model
        self.log = log
    }
}
