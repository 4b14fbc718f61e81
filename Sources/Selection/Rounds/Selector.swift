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
        let survey = CandidateSurvey(evaluator, score: spec.score.program, tally: &tally)
        withoutSpread += survey.withoutSpread

        var best = selectedPairs(survey.best, evaluator)
        rank(&best, keep: spec.keep)
        return SelectionResult(
            pairs: best,
            withoutPair: promptsWithoutPair(best, tally),
            candidates: survey.scored,
            keptCount: best.count { $0.kept },
            statistics: statistics(survey, evaluator, best, spec, tally, withoutSpread)
        )
    }

    private static func selectedPairs(_ best: BestCandidates, _ evaluator: ColumnEvaluator) -> [SelectedPair] {
        let pairs = evaluator.pairs
        return best.indices.indices.map { place in
            let index = Int(best.indices[place])
            let (chosen, rejected) = (Int(pairs.chosen[index]), Int(pairs.rejected[index]))
            return selectedPair(Int(pairs.prompts[index]), chosen, rejected, evaluator.columns, score: best.scores[place])
        }
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
        for (rank, index) in DescendingOrder.indices(of: scores).enumerated() {
            pairs[Int(index)].rank = rank
            pairs[Int(index)].kept = keep.keeps(rank: rank, score: scores[Int(index)], of: pairs.count)
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
        _ survey: CandidateSurvey,
        _ evaluator: ColumnEvaluator,
        _ best: [SelectedPair],
        _ spec: SelectionSpec,
        _ tally: PairTally,
        _ withoutSpread: [String]
    ) -> SelectionStatistics {
        let explicitMargin = evaluator.moments(of: .explicitMargin, absolute: false, survey.knownMoments)
        let implicitMargin = evaluator.moments(of: .implicitMargin, absolute: true, survey.knownMoments)
        let explanation = SelectionExplanation(survey, best)
        var warnings: [SelectionWarning] = []
        if spec.needsImplicitMargin, let implicitMargin, implicitMargin.mean == 0 {
            warnings.append(.implicitMarginsAllZero(spec.implicitReward))
        }
        for expression in withoutSpread where !warnings.contains(.noSpread(expression: expression)) {
            warnings.append(.noSpread(expression: expression))
        }
        // What varies nowhere has been named; that the rest decides follows from it.
        let columns = warnings.isEmpty ? spec.score.program.columns : []
        warnings += explanation.warnings(candidates: survey.scored, columns: columns)
        return SelectionStatistics(
            explicitMargin: explicitMargin,
            absoluteImplicitMargin: implicitMargin,
            explanation: explanation,
            leftOut: tally.counts,
            warnings: warnings
        )
    }
}
