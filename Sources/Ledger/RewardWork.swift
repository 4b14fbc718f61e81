package import Inference

/// Responses to one prompt that lack a reward.
package struct RewardWork: Sendable, Hashable {
    package struct Response: Sendable, Hashable {
        package var id: Int64
        package var sample: Int
        package var text: String

        package init(id: Int64, sample: Int, text: String) {
            self.id = id
            self.sample = sample
            self.text = text
        }
    }

    package var promptID: Int64
    package var messages: [Message]
    package var responses: [Response]
    /// The prompt's metadata, a JSON object, where it was asked for.
    package var metadata: String?
    /// Responses of the same prompt that have the reward: those that lack it are compared with these as well.
    package var others: [Response] = []
    /// What is known of pairs of `responses` and `others`.
    package var known: [ComparisonFact] = []

    package init(promptID: Int64, messages: [Message], responses: [Response], metadata: String? = nil) {
        self.promptID = promptID
        self.messages = messages
        self.responses = responses
        self.metadata = metadata
    }

    /// All responses it is about, in the order of their samples.
    package var compared: [Response] {
        others.isEmpty ? responses : (responses + others).sorted { $0.sample < $1.sample }
    }
}
