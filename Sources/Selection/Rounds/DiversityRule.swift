/// Tells whether a prompt's next pair is apart enough from those taken before.
struct DiversityRule {
    private let diversity: PairDiversity
    private let vectors: VectorTable?

    init(_ diversity: PairDiversity, _ answers: AnswerTable) {
        self.diversity = diversity
        vectors = diversity.maximalSimilarity == nil ? nil : answers.vectors[diversity.vectors]
    }

    /// Why the pair is passed over, if it is.
    func reason(_ pair: (chosen: Int, rejected: Int), after taken: [(chosen: Int, rejected: Int)]) -> PairReason? {
        let repeatsChosen = taken.contains { $0.chosen == pair.chosen }
        let repeatsRejected = taken.contains { $0.rejected == pair.rejected }
        let repeats =
            switch diversity.sides {
            case .none: false
            case .distinctChosen: repeatsChosen
            case .distinctRejected: repeatsRejected
            case .distinctBoth: repeatsChosen || repeatsRejected
            }
        if repeats { return .repeatedResponse }
        guard let vectors, let limit = diversity.maximalSimilarity else { return nil }
        // A vector that is missing is like nothing but itself.
        let isSimilar = taken.contains { other in
            similarity(pair.chosen, other.chosen, vectors) > limit && similarity(pair.rejected, other.rejected, vectors) > limit
        }
        return isSimilar ? .similarPair : nil
    }

    private func similarity(_ first: Int, _ second: Int, _ vectors: VectorTable) -> Double {
        first == second ? .infinity : vectors.cosine(first, second)
    }
}
