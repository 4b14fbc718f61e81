/// One of the two responses of a pair.
package struct PreferenceSide: Sendable, Hashable {
    package struct Logprob: Sendable, Hashable {
        /// Sum over the response's tokens in nats under the policy.
        package var sum: Double
        package var tokens: Int

        package init(sum: Double, tokens: Int) {
            self.sum = sum
            self.tokens = tokens
        }
    }

    package var text: String
    /// Which of the prompt's answers, from 0.
    package var sample: Int
    /// The ranking reward's score.
    package var score: Double
    package var logprob: Logprob?

    package init(text: String, sample: Int, score: Double, logprob: Logprob? = nil) {
        self.text = text
        self.sample = sample
        self.score = score
        self.logprob = logprob
    }
}
