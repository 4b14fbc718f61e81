/// A training between two rounds.
package struct TrainingRecord: Sendable, Hashable {
    package var round: Int
    package var attempt: Int
    /// The argument list as it was started, as a JSON array; `manual` where a person brought the model.
    package var command: String
    package var startedAt: Double
    package var finishedAt: Double?
    package var exitCode: Int?
    /// Where the weights lie: relative to the run's folder, absolute where they came from elsewhere, or the name a person gave.
    /// Nil where there are none.
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

    /// The command of a training that a person did.
    package static let byHand = "manual"

    /// Where the weights lie, absolute. What a person gave is absolute already, or a name that the servers know.
    ///
    /// - Parameter place: turns a path inside the run's folder into an absolute one.
    package func weights(_ place: (String) -> String) -> String? {
        command == Self.byHand ? modelPath : modelPath.map(place)
    }
}
