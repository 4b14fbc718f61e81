/// Which of its candidates each prompt brings to the ranking: its best by score, as many as it may, each apart enough from the ones
/// before (greedy). Ties go to the larger explicit margin, then to the lower chosen and the lower rejected index.
struct PairChoice {
    /// In plan order: the candidates' indices, their place within their prompt, their scores.
    private(set) var indices: [Int32] = []
    private(set) var places: [Int] = []
    private(set) var scores: [Double] = []
    /// Candidates with a score that are not chosen, by reason.
    private(set) var passedOver: [PairReason: Int] = [:]

    /// One pair a prompt.
    init(_ best: BestCandidates, of scored: Int) {
        indices = best.indices
        places = [Int](repeating: 0, count: best.indices.count)
        scores = best.scores
        if scored > indices.count { passedOver[.pairsPerPrompt] = scored - indices.count }
    }

    /// Several pairs a prompt.
    /// - Parameter scores: a candidate's, NaN for none.
    init(_ evaluator: ColumnEvaluator, scores: [Double], spec: SelectionSpec) {
        let pairs = evaluator.pairs
        let rule = DiversityRule(spec.diversity, evaluator.columns.answers)
        var start = 0
        while start < pairs.count {
            var end = start
            while end < pairs.count, pairs.prompts[end] == pairs.prompts[start] { end += 1 }
            let ranked = (start..<end).filter { !scores[$0].isNaN }.sorted { left, right in
                if scores[left] != scores[right] { return scores[left] > scores[right] }
                let margins = (evaluator.columns.margin(left, pairs), evaluator.columns.margin(right, pairs))
                return margins.0 == margins.1 ? left < right : margins.0 > margins.1
            }
            choose(ranked, pairs, scores, rule, atMost: spec.pairsPerPrompt)
            start = end
        }
    }

    private mutating func choose(_ ranked: [Int], _ pairs: CandidatePairs, _ scores: [Double], _ rule: DiversityRule, atMost limit: Int) {
        var taken: [(chosen: Int, rejected: Int)] = []
        for candidate in ranked {
            let pair = (chosen: Int(pairs.chosen[candidate]), rejected: Int(pairs.rejected[candidate]))
            let reason = taken.count == limit ? .pairsPerPrompt : rule.reason(pair, after: taken)
            if let reason {
                passedOver[reason, default: 0] += 1
                continue
            }
            indices.append(Int32(candidate))
            places.append(taken.count)
            self.scores.append(scores[candidate])
            taken.append(pair)
        }
    }
}
