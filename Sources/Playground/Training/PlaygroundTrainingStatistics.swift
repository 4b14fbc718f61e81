/// What a training did to the pairs it was given, all measured over all of them.
///
/// A falling loss says little about the policy: only new answers to other prompts, rewarded, do.
package struct PlaygroundTrainingStatistics: Sendable, Hashable {
    package var pairs: Int
    /// Steps of gradient descent.
    package var steps: Int
    /// Mean loss under the first weights.
    package var firstLoss: Double
    /// Mean loss under the trained weights.
    package var lastLoss: Double
    /// Mean implicit reward margin under the trained weights: beta times the difference of the log-ratios to the reference (DPO) or of the mean
    /// log-probs (SimPO).
    package var meanMargin: Double
    /// The share of pairs whose margin is above 0.
    package var accuracy: Double
    /// Mean log-prob a token of the chosen responses, in nats, before and after: where it falls, training unlearns what it should teach.
    package var firstChosenLogprob: Double
    package var lastChosenLogprob: Double
}

extension PlaygroundTrainingStatistics {
    /// By the names and in the form of JSON; all numbers are finite.
    package var members: [(name: String, json: String)] {
        [
            ("pairs", "\(pairs)"), ("steps", "\(steps)"), ("loss_first", "\(firstLoss)"), ("loss_last", "\(lastLoss)"),
            ("mean_margin", "\(meanMargin)"), ("accuracy", "\(accuracy)"),
            ("chosen_logprob_first", "\(firstChosenLogprob)"), ("chosen_logprob_last", "\(lastChosenLogprob)"),
        ]
    }
}
