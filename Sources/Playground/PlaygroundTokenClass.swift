/// What kind of token it is, as far as the model and the reward care.
package enum PlaygroundTokenClass: Int, Sendable, CaseIterable {
    /// Chat roles and the end of a turn.
    case structure
    case punctuation
    /// Articles, pronouns, prepositions, question words and the like: words that say little about a topic.
    case function
    case verb
    case modifier
    case noun
    /// A bucket for words the vocabulary lacks.
    case unknown

    /// Whether a word of this class tells what a text is about.
    package var carriesContent: Bool { rawValue >= PlaygroundTokenClass.verb.rawValue }

    /// Whether it is a word at all.
    package var isWord: Bool { rawValue >= PlaygroundTokenClass.function.rawValue }
}
