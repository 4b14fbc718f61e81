/// The guards that look at what responses are like, for pairs of them.
struct GuardedPairs {
    private let answers: AnswerTable
    private let guards: Guards
    private let vectors: VectorTable?
    /// A response: 1 where it refuses.
    private let refusals: [Double]

    init(_ answers: AnswerTable, _ guards: Guards) {
        self.answers = answers
        self.guards = guards
        vectors = guards.nearIdentical == nil ? nil : answers.vectors[guards.nearIdenticalVectors]
        refusals = guards.refusals == .allow ? [] : answers.responseColumns["refusal"] ?? []
    }

    /// The first guard that stops a pair, if one does.
    func reason(chosen: Int, rejected: Int) -> PairReason? {
        // A vector that is missing stops nothing.
        if let vectors, let limit = guards.nearIdentical, vectors.cosine(chosen, rejected) >= limit { return .nearIdentical }
        if let limit = guards.lengthRatio {
            let (first, second) = (Double(answers.tokens[chosen]), Double(answers.tokens[rejected]))
            if max(first, second) > limit * min(first, second) { return .lengthRatio }
        }
        switch guards.refusals {
        case .allow: return nil
        case .neverChosen: return refusals[chosen] == 1 ? .refusal : nil
        case .neverRejected: return refusals[rejected] == 1 ? .refusal : nil
        case .leaveOut: return refusals[chosen] == 1 || refusals[rejected] == 1 ? .refusal : nil
        }
    }
}
