/// A prompt with responses that exist already, as one record of an import has them.
package struct ImportedPrompt: Sendable, Hashable {
    /// The prompt's place among the file's different prompts, from 0. A later record with equal messages has the same.
    package let position: Int
    /// The prompt as this record describes it; of equal prompts the first description counts.
    package let prompt: PromptRecord
    /// The sample number of the first of `responses`: how many responses earlier records gave to the prompt.
    package let firstSample: Int
    /// May be empty.
    package let responses: [ImportedResponse]

    /// Whether the prompt stands here for the first time.
    package let isNew: Bool
}
