/// A pair as the trainer walks through it.
struct TrainingExample {
    let chosen: TrainingSequence
    let rejected: TrainingSequence
    /// Log-prob sums under the reference, 0 where the loss needs none.
    var chosenReference = 0.0
    var rejectedReference = 0.0

    init(_ pair: PlaygroundPair, vocabulary: PlaygroundVocabulary) {
        chosen = TrainingSequence(prompt: pair.prompt, response: pair.chosen, vocabulary: vocabulary)
        rejected = TrainingSequence(prompt: pair.prompt, response: pair.rejected, vocabulary: vocabulary)
    }

    var positions: Int { chosen.tokens.count + rejected.tokens.count }

    func value(_ objective: PreferenceObjective, chosenLogprob: Double, rejectedLogprob: Double) -> PreferenceObjective.Value {
        objective.value(
            chosen: PreferenceObjective.Side(policy: chosenLogprob, reference: chosenReference, tokens: chosen.tokens.count),
            rejected: PreferenceObjective.Side(policy: rejectedLogprob, reference: rejectedReference, tokens: rejected.tokens.count)
        )
    }
}
