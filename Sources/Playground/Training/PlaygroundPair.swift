package import Inference

/// A prompt with a better and a worse response, as the policy's tokens.
package struct PlaygroundPair: Sendable, Hashable {
    /// Ends with the generation prompt.
    package let prompt: [Int32]
    /// Ends with `<eos>`.
    package let chosen: [Int32]
    /// Ends with `<eos>`.
    package let rejected: [Int32]

    /// Templates and tokenises. `<eos>` is the last token of both responses, as in what the policy samples; a response that was cut at the
    /// longest length gets one too, since its text does not tell. Throws `rejected` where the template cannot take the conversation.
    package init(prompt: [Message], chosen: String, rejected: String) throws(BackendError) {
        let vocabulary = PlaygroundVocabulary.shared
        self.prompt = try PlaygroundTemplate(vocabulary: vocabulary).prompt(of: prompt)
        self.chosen = vocabulary.tokens(of: chosen) + [PlaygroundVocabulary.endOfSequence]
        self.rejected = vocabulary.tokens(of: rejected) + [PlaygroundVocabulary.endOfSequence]
    }
}
