/// A prompt with existing responses, as an import brings them.
package struct PromptImport: Sendable, Hashable {
    package struct Response: Sendable, Hashable {
        package var text: String
        package var source: String?
        package var tokens: [Int32]?
        package var tokenCount: Int?
        package var rewards: [(name: String, score: Double)]
        package var policyLogprob: Double?
        package var referenceLogprob: Double?
        /// Under further models.
        package var referenceLogprobs: [(name: String, sum: Double)]

        package init(
            text: String,
            source: String?,
            tokens: [Int32]?,
            tokenCount: Int?,
            rewards: [(name: String, score: Double)],
            policyLogprob: Double?,
            referenceLogprob: Double?,
            referenceLogprobs: [(name: String, sum: Double)] = []
        ) {
            self.text = text
            self.source = source
            self.tokens = tokens
            self.tokenCount = tokenCount
            self.rewards = rewards
            self.policyLogprob = policyLogprob
            self.referenceLogprob = referenceLogprob
            self.referenceLogprobs = referenceLogprobs
        }

        package static func == (a: Response, b: Response) -> Bool {
            a.text == b.text && a.source == b.source && a.tokens == b.tokens && a.tokenCount == b.tokenCount
                && a.policyLogprob == b.policyLogprob && a.referenceLogprob == b.referenceLogprob
                && a.referenceLogprobs.elementsEqual(b.referenceLogprobs) { $0 == $1 } && a.rewards.elementsEqual(b.rewards) { $0 == $1 }
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(text)
            hasher.combine(source)
        }
    }

    package var prompt: PoolPrompt
    package var responses: [Response]

    package init(prompt: PoolPrompt, responses: [Response]) {
        self.prompt = prompt
        self.responses = responses
    }
}
