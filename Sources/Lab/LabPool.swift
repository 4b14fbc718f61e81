import Playground

/// The prompts an experiment takes unless it is given others: questions of one form each about every noun the playground's policy knows.
package enum LabPool {
    private static let forms = [
        "What is a NOUN?", "Describe the NOUN.", "How do people use the NOUN?", "Why is the NOUN important?",
    ]

    /// 4 for every noun, one form after the other.
    package static let prompts: [LabPrompt] = {
        let vocabulary = PlaygroundVocabulary.shared
        let nouns = vocabulary.spellings.indices.filter { vocabulary.classes[$0] == .noun }.map { vocabulary.spellings[$0] }
        return forms.flatMap { form in
            nouns.map { noun in LabPrompt(form.split(separator: "NOUN", omittingEmptySubsequences: false).joined(separator: noun)) }
        }
    }()
}
