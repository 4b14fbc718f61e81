/// Chooses a round's preference pairs.
///
/// The order of work is fixed: guards, `where`, score (z over what passed), best candidate a prompt, rank, keep. The result depends
/// on the table and the spec alone: equal input gives bitwise equal output.
package enum Selector {
    package static func select(_ answers: AnswerTable, by spec: SelectionSpec) throws(SelectionError) -> SelectionResult {
        guard spec.beta.isFinite, spec.beta > 0 else { throw .invalidBeta(spec.beta) }
        if let problem = spec.keep.problem { throw .invalidKeep(problem) }
        try answers.check(for: spec)

        var tally = PairTally(prompts: answers.promptCount)
        let columns = PairColumns(answers, spec: spec)
        var pairs = CandidatePairs(from: answers, pairing: spec.pairing, tally: &tally)
        var withoutSpread: [String] = []
        if let filter = spec.filter {
            let condition = ColumnEvaluator(pairs: pairs, columns: columns).evaluate(filter.program)
            withoutSpread += condition.withoutSpread
            pairs.keep(where: condition.values, tally: &tally)
        }
        let evaluator = ColumnEvaluator(pairs: pairs, columns: columns)
        let score = evaluator.evaluate(spec.score.program)
        withoutSpread += score.withoutSpread

        var best = bestOfEachPrompt(pairs, columns, scores: score.values, &tally)
        rank(&best, keep: spec.keep)
        return SelectionResult(
            pairs: best,
            withoutPair: promptsWithoutPair(best, tally),
            candidates: score.values.count { !$0.isNaN },
            keptCount: best.count { $0.kept },
            statistics: statistics(evaluator, spec, tally, withoutSpread)
        )
    }

    /// The candidate with the largest score of every prompt: ties go to the larger explicit margin, then to the lower chosen and the
    /// lower rejected index, which come first.
    private static func bestOfEachPrompt(
        _ pairs: CandidatePairs,
        _ columns: PairColumns,
        scores: [Double],
        _ tally: inout PairTally
    ) -> [SelectedPair] {
        var best: [SelectedPair] = []
        best.reserveCapacity(tally.furthest.count)
        for index in 0..<pairs.count {
            let prompt = Int(pairs.prompts[index])
            let score = scores[index]
            if score.isNaN {
                tally.leaveOut(prompt, .notFinite)
                continue
            }
            let isFirst = best.last?.prompt != prompt
            if !isFirst, let rival = best.last, score < rival.score { continue }
            let pair = selectedPair(prompt, Int(pairs.chosen[index]), Int(pairs.rejected[index]), columns, score: score)
            if isFirst {
                best.append(pair)
            } else if let rival = best.last, score > rival.score || pair.explicitMargin > rival.explicitMargin {
                best[best.count - 1] = pair
            }
        }
        return best
    }

    private static func selectedPair(_ prompt: Int, _ chosen: Int, _ rejected: Int, _ columns: PairColumns, score: Double) -> SelectedPair {
        let implicitMargin = columns.value(.implicitMargin, chosen: chosen, rejected: rejected)
        return SelectedPair(
            prompt: prompt,
            chosen: chosen,
            rejected: rejected,
            explicitMargin: columns.value(.explicitMargin, chosen: chosen, rejected: rejected),
            implicitMargin: implicitMargin.isFinite ? implicitMargin : nil,
            score: score,
            rank: 0,
            kept: false
        )
    }

    /// Ranks by score, best first, ties by plan position, and marks what is kept.
    private static func rank(_ pairs: inout [SelectedPair], keep: Keep) {
        let scores = pairs.map(\.score)
        let order = (0..<pairs.count).sorted { (left: Int, right: Int) -> Bool in
            scores[left] != scores[right] ? scores[left] > scores[right] : left < right
        }
        for (rank, index) in order.enumerated() {
            pairs[index].rank = rank
            pairs[index].kept = keep.keeps(rank: rank, score: scores[index], of: pairs.count)
        }
    }

    private static func promptsWithoutPair(_ best: [SelectedPair], _ tally: PairTally) -> [(prompt: Int, reason: PairReason)] {
        var prompts: [(prompt: Int, reason: PairReason)] = []
        var next = 0
        for (prompt, reason) in tally.furthest.enumerated() {
            if next < best.count, best[next].prompt == prompt {
                next += 1
            } else {
                prompts.append((prompt, reason))
            }
        }
        return prompts
    }

    private static func statistics(
        _ evaluator: ColumnEvaluator,
        _ spec: SelectionSpec,
        _ tally: PairTally,
        _ withoutSpread: [String]
    ) -> SelectionStatistics {
        let explicitMargin = evaluator.moments(of: .explicitMargin, absolute: false)
        let implicitMargin = evaluator.moments(of: .implicitMargin, absolute: true)
        var warnings: [SelectionWarning] = []
        if spec.needsImplicitMargin, let implicitMargin, implicitMargin.mean == 0 {
            warnings.append(.implicitMarginsAllZero(spec.implicitReward))
        }
        for expression in withoutSpread where !warnings.contains(.noSpread(expression: expression)) {
            warnings.append(.noSpread(expression: expression))
        }
        return SelectionStatistics(
            explicitMargin: explicitMargin,
            absoluteImplicitMargin: implicitMargin,
            leftOut: tally.counts,
            warnings: warnings
        )
    }
}
