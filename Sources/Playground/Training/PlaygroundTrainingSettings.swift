package import Inference

/// How the playground's policy is trained. The same settings, pairs and models give the same bytes.
package struct PlaygroundTrainingSettings: Sendable, Hashable {
    package var loss: PlaygroundLoss
    /// The factor of the implicit reward.
    package var beta: Double
    /// SimPO's target margin; DPO does not look at it.
    package var gamma: Double
    /// Step size of plain gradient descent on a batch's mean loss.
    package var learningRate: Double
    /// How often every pair is seen.
    package var epochs: Int
    /// Pairs a step.
    package var batch: Int
    /// Decides the order of the pairs in every epoch.
    package var seed: Int64
    /// Weight of −l_w / T_w, the chosen response's mean negative log-prob, beside the preference loss; 0 for none.
    package var sftWeight: Double

    /// More pairs a step take memory for nothing.
    package static let largestBatch = 64

    /// The defaults of a loss, found on the quickstart (docs/playground.md).
    package init(loss: PlaygroundLoss = .dpo) {
        self.loss = loss
        beta = loss == .dpo ? 0.5 : 2.5
        gamma = loss == .dpo ? 0 : 0.5
        learningRate = loss == .dpo ? 1 : 1.5
        epochs = 4
        batch = 8
        seed = 0
        sftWeight = loss == .dpo ? 0 : 0.2
    }

    /// Throws `misconfigured` with the setting and what it may be.
    package func check() throws(BackendError) {
        try require(beta > 0 && beta.isFinite, "beta", "above 0", beta)
        try require(gamma >= 0 && gamma.isFinite, "gamma", "0 or more", gamma)
        try require(learningRate > 0 && learningRate.isFinite, "learning rate", "above 0", learningRate)
        try require(sftWeight >= 0 && sftWeight.isFinite, "sft weight", "0 or more", sftWeight)
        try require(epochs >= 1 && epochs <= 1000, "number of epochs", "from 1 to 1000", Double(epochs))
        try require(
            batch >= 1 && batch <= Self.largestBatch,
            "batch",
            "from 1 to \(Self.largestBatch) pairs",
            Double(batch)
        )
    }

    private func require(_ holds: Bool, _ name: String, _ allowed: String, _ value: Double) throws(BackendError) {
        if !holds {
            throw BackendError(.misconfigured, "the playground trainer's \(name) must be \(allowed), not \(value)")
        }
    }
}
