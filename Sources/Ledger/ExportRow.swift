package import Inference

/// A kept pair with everything an export may write.
package struct ExportRow: Sendable, Hashable {
    package struct Side: Sendable, Hashable {
        package var responseID: Int64
        package var sample: Int
        package var text: String
        package var reward: Double
        package var policyLogprob: Double?
        package var referenceLogprob: Double?
        package var tokens: Int?
    }

    /// The prompt's content hash.
    package var contentHash: String
    package var externalID: String?
    package var metadata: String?
    package var position: Int
    package var messages: [Message]
    package var chosen: Side
    package var rejected: Side
    package var explicitMargin: Double
    package var implicitMargin: Double?
    package var score: Double
    package var rank: Int
}
