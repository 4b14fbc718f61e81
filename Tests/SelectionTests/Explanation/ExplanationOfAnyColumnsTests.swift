import Testing

@testable import Selection

/// Scores over columns by name, groups and whole-round choices are taken apart like any other.
@Suite struct ExplanationOfAnyColumnsTests {
    private static let terms = [
        "z(dr.safe by prompt)", "-0.5*abs(log(len_ratio))", "worst(z(dlbar), dkl/10)", "0.1*lex(tag(a), dchars)", "2*rank(dT by source)",
        "z(dh, quantile by tag)", "-mean(dr by origin)",
    ]

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private func covariance(_ left: [Double], _ right: [Double]) -> Double {
        let (leftMean, rightMean) = (mean(left), mean(right))
        return mean(zip(left, right).map { ($0 - leftMean) * ($1 - rightMean) })
    }

    @Test func sharesAreThoseOfEachTermByItself() throws {
        let table = ReferenceFacts(seed: 5).table
        let text = Self.terms.joined(separator: " + ")
        let spec = SelectionSpec(
            pairing: .allPairs,
            implicitReward: .simpo,
            score: try ScoreExpression.parse(text, in: ReferenceFacts.catalogue),
            keep: .ratio(0.7),
            runSeed: 1,
            round: 1
        )
        let result = try Selector.select(table, by: spec)
        let terms = result.statistics.explanation.terms
        #expect(terms.map(\.term) == Self.terms)
        #expect(terms.allSatisfy { !$0.isConstant })
        #expect(result.pairs.count > 4 && result.keptCount > 2)

        let pairs = CandidatePairs.all(of: table)
        let evaluator = ColumnEvaluator(pairs: pairs, columns: PairColumns(table, spec: spec))
        let columns = try Self.terms.map { evaluator.evaluate(try ScoreExpression.parse($0, in: ReferenceFacts.catalogue).program).values }
        let scores = evaluator.evaluate(spec.score.program).values
        let all = scores.indices.filter { !scores[$0].isNaN }
        let best = result.pairs.map { pair in
            all.first { Int(pairs.chosen[$0]) == pair.chosen && Int(pairs.rejected[$0]) == pair.rejected } ?? 0
        }
        let kept = zip(best, result.pairs).filter { $1.kept }.map(\.0)
        for (term, column) in zip(terms, columns) {
            for (influence, rows) in [(term.overCandidates, all), (term.overBest, best), (term.overKept, kept)] {
                let score = rows.map { scores[$0] }
                let values = rows.map { column[$0] }
                let share = covariance(values, score) / covariance(score, score)
                #expect(agrees(influence?.share, share), Comment(rawValue: term.term))
                #expect(agrees(influence?.standardDeviation, covariance(values, values).squareRoot()), Comment(rawValue: term.term))
            }
        }
    }

    @Test(arguments: [
        ("mean(dr) + beta + sd(dT)", [true, true, true]), ("mean(dr by prompt)", [false]), ("count() + count(by tag)", [true, false]),
        ("lex(dr, dT) + tag(a)", [false, false]), ("quantile(dr, 0.5 by origin)", [false]), ("worst(1, 2)", [true]),
    ])
    func whatIsOneNumberForAllIsConstant(score: String, isConstant: [Bool]) throws {
        #expect(try ScoreExpression.parse(score).program.terms.map(\.isConstant) == isConstant)
    }

    @Test(arguments: [
        ("z(dr by prompt)", false), ("z(dr) + z(dT by tag)", true), ("lex(z(dr), dT)", false), ("lex(dT, z(dr)) + z(dr)", false),
        ("worst(z(dr), dT)", false), ("mean(z(dr by tag)) + z(dr)", true),
    ])
    func onlyPlainStandardScoresMayWeighPromptsOnce(score: String, canWeigh: Bool) throws {
        #expect(try ScoreExpression.parse(score).program.canWeighPromptsOnce == canWeigh)
    }

    @Test func columnsOfTermsAreAllNamed() throws {
        let terms = try ScoreExpression.parse("lex(dr, dT) + worst(dh, mean(len_ratio by prompt)) - r_max").program.terms
        #expect(terms.map { Set($0.columns.map(\.name)) } == [["dr", "dT"], ["dh", "len_ratio"], ["r_max"]])
    }
}
