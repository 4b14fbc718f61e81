/// A row of what was selected, with all a training set may say of it, whatever the format.
///
/// A selection of pairs gives one row a kept pair; a selection of responses (accepted and rejected ones, sets) one row a prompt.
package struct TrainingRow: Sendable, Hashable {
    package var prompt: TrainingPrompt
    /// Nil in rows of selections that make no pairs.
    package var pair: TrainingPair?
    /// The prompt's usable responses in order of their samples: always where there is no pair, else for formats that ask for them.
    package var responses: [TrainingResponse]

    package init(prompt: TrainingPrompt, pair: TrainingPair? = nil, responses: [TrainingResponse] = []) {
        self.prompt = prompt
        self.pair = pair
        self.responses = responses
    }
}
