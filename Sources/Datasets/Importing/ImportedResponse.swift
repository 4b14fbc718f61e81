/// A response somebody else made, with what was measured of it.
package struct ImportedResponse: Sendable, Hashable {
    package struct Reward: Sendable, Hashable {
        package let name: String
        /// Finite, in the reward model's own unit; higher is better.
        package let score: Double
    }

    package struct ReferenceLogprob: Sendable, Hashable {
        package let name: String
        package let sum: Double
    }

    /// Exactly as given.
    package var text = ""
    /// In the file's order; names are unique.
    package var rewards: [Reward] = []
    /// The number of response tokens the log-probs are sums over.
    package var tokens: Int?
    package var tokenIDs: [Int32]?
    /// Sum over the response's tokens in nats; only with `tokens`.
    package var policyLogprob: Double?
    package var referenceLogprob: Double?
    /// Under further models, by their names, which are unique; like those above.
    package var referenceLogprobs: [ReferenceLogprob] = []
    /// Who made it.
    package var source: String?
    /// The response's other fields as the text of one JSON object; nil when there are none.
    package var metadata: String?
}
