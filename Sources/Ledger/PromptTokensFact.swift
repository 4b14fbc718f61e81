/// A prompt's token ids under a model's own chat template, generation prompt included.
package struct PromptTokensFact: Sendable, Hashable {
    package var promptID: Int64
    package var model: String
    /// Digest of what the ids depend on besides the messages: the template options of the run.
    package var templateHash: String
    package var tokens: [Int32]

    package init(promptID: Int64, model: String, templateHash: String, tokens: [Int32]) {
        self.promptID = promptID
        self.model = model
        self.templateHash = templateHash
        self.tokens = tokens
    }
}
