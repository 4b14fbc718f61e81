/// A response in a training set's row.
package struct TrainingResponse: Sendable, Hashable {
    /// What a training set shows: without the reasoning part where the run strips it.
    package var text: String
    /// Which of the prompt's answers, from 0.
    package var sample: Int
    /// The ranking reward.
    package var reward: Double
    /// Every reward model's own score, by the reward's name; empty unless a format asks for them.
    package var rewards: [TrainingValue]
    /// Sum over the response's tokens in nats under the policy; nil where it was not measured.
    package var logprob: Double?
    /// The same under the reference.
    package var referenceLogprob: Double?
    /// How many tokens the log-probs are sums over.
    package var tokens: Int?
    /// The model that wrote it.
    package var model: String?
    /// Whether the selection accepted the response (true), rejected it (false), or neither (nil).
    package var label: Bool?
    /// How much it counts in a set; nil where the selection gives no weights.
    package var weight: Double?

    package init(
        text: String,
        sample: Int,
        reward: Double,
        rewards: [TrainingValue] = [],
        logprob: Double? = nil,
        referenceLogprob: Double? = nil,
        tokens: Int? = nil,
        model: String? = nil,
        label: Bool? = nil,
        weight: Double? = nil
    ) {
        self.text = text
        self.sample = sample
        self.reward = reward
        self.rewards = rewards
        self.logprob = logprob
        self.referenceLogprob = referenceLogprob
        self.tokens = tokens
        self.model = model
        self.label = label
        self.weight = weight
    }
}
