/// A training between two rounds.
package struct TrainingRecord: Sendable, Hashable {
    package var round: Int
    package var attempt: Int
    /// The argument list as it was started, as a JSON array; `manual` where a person brought the model.
    package var command: String
    package var startedAt: Double
    package var finishedAt: Double?
    package var exitCode: Int?
    /// Where the weights lie: relative to the run's folder, or absolute where they came from elsewhere. Nil where there are none.
    package var modelPath: String?
    /// What the weights are called in every later fact: `round-002`.
    package var weightVersion: String

    package init(
        round: Int,
        attempt: Int,
        command: String,
        startedAt: Double,
        finishedAt: Double?,
        exitCode: Int?,
        modelPath: String?,
        weightVersion: String
    ) {
        self.round = round
        self.attempt = attempt
        self.command = command
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.exitCode = exitCode
        self.modelPath = modelPath
        self.weightVersion = weightVersion
    }

    /// Whether it brought weights.
    package var isDone: Bool { modelPath != nil }
}
