/// Chooses a round's preference pairs.
///
/// The order of work is fixed: guards, `where`, score (z over what passed), best candidates a prompt, rank, keep. The result depends
/// on the table and the spec alone: equal input gives bitwise equal output.
package enum Selector {
    package static func select(_ table: AnswerTable, by spec: SelectionSpec) throws(SelectionError) -> SelectionResult {
        try spec.check()
        try table.check(for: spec)
        let answers = try table.rewarding(spec.reward, penalty: spec.guards.lengthPenalty, by: spec.evaluator(table))

        var tally = PairTally(prompts: answers.promptCount)
        let columns = PairColumns(answers, spec: spec)
        let proposals = PairProposals(
            answers,
            spec.pairing,
            diverse: spec.diverse,
            ties: spec.guards.ties,
            correct: try correct(answers, spec)
        )
        var pairs = CandidatePairs(from: proposals, tally: &tally)
        if spec.guards.stopPairs {
            let guarded = GuardedPairs(answers, spec.guards)
            let (chosen, rejected) = (pairs.chosen, pairs.rejected)
            pairs.leaveOut(&tally) { guarded.reason(chosen: Int(chosen[$0]), rejected: Int(rejected[$0])) }
        }
        var withoutSpread: [String] = []
        if let filter = spec.filter {
            let evaluator = ColumnEvaluator(pairs: pairs, columns: columns, isTie: proposals.ties(in: pairs))
            let condition = evaluator.evaluate(filter.program)
            withoutSpread += condition.withoutSpread
            pairs.keep(where: condition.values, tally: &tally)
        }
        let flips = flips(&pairs, columns, proposals, spec, &tally)
        let evaluator = ColumnEvaluator(pairs: pairs, columns: columns, isTie: proposals.ties(in: pairs))
        // The smallest score is the largest of its negatives.
        let score = spec.prefer == .high ? spec.score.program : spec.score.program.negated
        let survey = CandidateSurvey(evaluator, score: score, tally: &tally)
        withoutSpread += survey.withoutSpread

        let choice =
            spec.pairsPerPrompt == 1
            ? PairChoice(survey.best, of: survey.scored)
            : PairChoice(evaluator, scores: evaluator.evaluate(score).values, spec: spec)
        let emission = PairEmission(evaluator, spec, isTie: proposals.isTie, flips: flips)
        var selected = emission.pairs(choice)
        var keeper = PairKeeper(spec.keep, spec.quotas)
        keeper.rank(&selected, preferring: spec.prefer)
        return SelectionResult(
            pairs: selected,
            withoutPair: promptsWithoutPair(selected, tally),
            candidates: survey.scored,
            keptCount: selected.count { $0.kept },
            columns: emission.columnNames,
            statistics: statistics(
                survey,
                evaluator,
                selected,
                spec,
                (leftOut: tally.counts, passedOver: choice.passedOver, quotas: keeper.outcomes),
                withoutSpread
            )
        )
    }

    /// A response: whether it is correct; nil where the pairing does not ask, or asks the rewards.
    private static func correct(_ answers: AnswerTable, _ spec: SelectionSpec) throws(SelectionError) -> [Bool?]? {
        guard spec.pairing == .correctWrong, let condition = spec.correct else { return nil }
        return try spec.evaluator(answers).values(of: condition)
    }

    /// A candidate: whether its sides change places. Candidates for which that has no value are left out.
    private static func flips(
        _ pairs: inout CandidatePairs,
        _ columns: PairColumns,
        _ proposals: PairProposals,
        _ spec: SelectionSpec,
        _ tally: inout PairTally
    ) -> [Bool] {
        guard let flip = spec.flip else { return [] }
        let evaluator = ColumnEvaluator(pairs: pairs, columns: columns, isTie: proposals.ties(in: pairs))
        let values = evaluator.evaluate(flip.program).values
        pairs.leaveOut(&tally) { values[$0].isNaN ? .notFinite : nil }
        return values.filter { !$0.isNaN }.map { $0 == 1 }
    }

    private static func promptsWithoutPair(_ pairs: [SelectedPair], _ tally: PairTally) -> [(prompt: Int, reason: PairReason)] {
        var prompts: [(prompt: Int, reason: PairReason)] = []
        var next = 0
        for (prompt, reason) in tally.furthest.enumerated() {
            if next < pairs.count, pairs[next].prompt == prompt {
                while next < pairs.count, pairs[next].prompt == prompt { next += 1 }
            } else {
                prompts.append((prompt, reason))
            }
        }
        return prompts
    }

    private static func statistics(
        _ survey: CandidateSurvey,
        _ evaluator: ColumnEvaluator,
        _ selected: [SelectedPair],
        _ spec: SelectionSpec,
        _ outcome: (leftOut: [PairReason: Int], passedOver: [PairReason: Int], quotas: [QuotaOutcome]),
        _ withoutSpread: [String]
    ) -> SelectionStatistics {
        let explicitMargin = evaluator.moments(of: .explicitMargin, absolute: false, survey.knownMoments)
        let implicitMargin = evaluator.moments(of: .implicitMargin, absolute: true, survey.knownMoments)
        let explanation = SelectionExplanation(survey, spec.pairsPerPrompt == 1 ? selected : selected.filter { $0.place == 0 })
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
            leftOut: outcome.leftOut,
            passedOver: outcome.passedOver,
            quotas: outcome.quotas,
            warnings: warnings
        )
    }
}
