/// What one round of one arm came to.
package struct LabRecord: Sendable, Hashable {
    package let metric: String
    package let noise: Double
    package let seed: Int
    package let round: Int
    /// The mean noiseless reward of the trained policy's answers to the held-out prompts.
    package let heldOut: Double
    /// Pairs trained on.
    package let pairs: Int
    /// Of those, the share whose chosen answer has the larger noiseless reward; nil where there is no pair.
    package let agreement: Double?
}
