package import Inference

/// A kept pair, or the chosen responses of a kept prompt, with everything an export may write.
package struct ExportRow: Sendable, Hashable {
    package struct Prompt: Sendable, Hashable {
        package var id: Int64
        package var contentHash: String
        package var externalID: String?
        package var metadata: String?
        package var position: Int
        package var messages: [Message]
    }

    package struct Response: Sendable, Hashable {
        package var id: Int64
        package var sample: Int
        package var text: String
        /// What the selection ranked it by.
        package var reward: Double
        package var policyLogprob: Double?
        package var referenceLogprob: Double?
        package var tokens: Int?
        /// Set where all of a prompt's responses are read, here and below.
        package var rewards: [Score] = []
        package var model: String?
        package var isAccepted: Bool?
        package var weight: Double?
    }

    package struct Score: Sendable, Hashable {
        package var name: String
        package var value: Double
    }

    package struct Pair: Sendable, Hashable {
        package var chosen: Response
        package var rejected: Response
        package var explicitMargin: Double
        package var implicitMargin: Double?
        package var score: Double
        package var rank: Int
        /// The selection's own columns.
        package var values: [Score]
    }

    package var prompt: Prompt
    /// Nil in selections of responses.
    package var pair: Pair?
    /// In order of their samples; empty where a pair is all that is asked for.
    package var responses: [Response]
}
