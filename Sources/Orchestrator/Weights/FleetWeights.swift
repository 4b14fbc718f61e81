package import Ledger

/// Weights of a model: those the run began with, or those a training made.
package struct Weights: Sendable, Hashable {
    /// Empty for those the run began with, else the training's label, `round-002`.
    package var version: String
    /// Where they lie, absolute; nil for those the run began with.
    package var path: String?

    package init(version: String = "", path: String? = nil) {
        self.version = version
        self.path = path
    }

    /// What a round's training is called in every later fact.
    package static func label(ofRound round: Int) -> String {
        let digits = String(round)
        return "round-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}

/// What policy and reference must serve.
package struct FleetWeights: Sendable, Hashable {
    package var policy: Weights
    package var reference: Weights

    package init(policy: Weights = Weights(), reference: Weights = Weights()) {
        self.policy = policy
        self.reference = reference
    }

    /// The weights that answer in `round`: the policy's are those of the last training before it; the reference keeps its first ones, or
    /// follows one round behind.
    ///
    /// - Parameter place: turns a recorded path into an absolute one.
    package static func ofRound(
        _ round: Int,
        _ trainings: [TrainingRecord],
        referenceFollows: Bool,
        place: (String) -> String
    ) -> FleetWeights {
        func policy(_ round: Int) -> Weights {
            guard let training = trainings.last(where: { $0.round < round && $0.isDone }) else { return Weights() }
            return Weights(version: training.weightVersion, path: training.modelPath.map(place))
        }
        return FleetWeights(policy: policy(round), reference: referenceFollows ? policy(round - 1) : Weights())
    }
}
