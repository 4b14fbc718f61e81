import Selection
import Testing

@Suite struct PreferFlipAndColumnsTests {
    private let table = AnswerTable(margins: [(dr: 1, dh: 2), (dr: 2, dh: -1), (dr: 4, dh: 3)])

    @Test func lowRanksTheSmallestScoreBest() throws {
        var spec = try SelectionSpec.of("dr", keep: .count(2))
        spec.prefer = .low
        let result = try Selector.select(table, by: spec)
        #expect(result.pairs.map(\.score) == [1, 2, 4])
        #expect(result.pairs.map(\.rank) == [0, 1, 2])
        #expect(result.pairs.map(\.kept) == [true, true, false])
    }

    @Test func lowTakesTheSmallestCandidateOfAPrompt() throws {
        let table = AnswerTable([[0.0, 1, 3].map { Answer(reward: $0) }])
        for pairs in [1, 2] {
            var spec = try SelectionSpec.of("dr")
            spec.prefer = .low
            spec.pairsPerPrompt = pairs
            let result = try Selector.select(table, by: spec)
            #expect(result.pairs.map { [$0.chosen, $0.rejected] } == [[1, 0], [2, 1]].prefix(pairs).map { $0 })
        }
    }

    @Test func aThresholdIsOfTheScoreAsItIs() throws {
        var spec = try SelectionSpec.of("dr", keep: .threshold(1.5, inclusive: false))
        spec.prefer = .low
        #expect(try Selector.select(table, by: spec).pairs.map(\.kept) == [false, true, true])
    }

    @Test func flippedPairsHaveTheirSidesSwappedAndMarginsNegated() throws {
        var spec = try SelectionSpec.of("dr", where: "dr < 100")
        spec.flip = try FilterExpression.parse("dh < 0")
        spec.columns = [
            try NamedExpression.parse("dr + dh", name: "sum"), try NamedExpression.parse("dh > 2", name: "large"),
            try NamedExpression.parse("z(dr)", name: "standard"), try NamedExpression.parse("log(dh)", name: "logarithm"),
        ]
        let result = try Selector.select(table, by: spec)
        #expect(result.columns == ["sum", "large", "standard", "logarithm", "flipped"])
        #expect(result.pairs.map { [$0.chosen, $0.rejected] } == [[0, 1], [3, 2], [4, 5]])
        #expect(result.pairs.map(\.explicitMargin) == [1, -2, 4])
        #expect(result.pairs.map(\.implicitMargin) == [2, 1, 3])
        #expect(result.pairs.map(\.isFlipped) == [false, true, false])
        // The score is the candidate's, the columns are the emitted pair's.
        #expect(result.pairs.map(\.score) == [1, 2, 4])
        #expect(result.pairs.map { $0.values[0] } == [3, -1, 7])
        #expect(result.pairs.map { $0.values[1] } == [0, 0, 1])
        #expect(result.pairs.map { $0.values[4] } == [0, 1, 0])
        // z over the candidates, of mean 7/3 and variance 14/9, at -2 for the flipped one.
        let deviation = (14.0 / 9).squareRoot()
        #expect(zip(result.pairs, [1.0, -2, 4]).allSatisfy { agrees($0.values[2], ($1 - 7.0 / 3) / deviation) })
        #expect(agrees(result.pairs[1].values[3], 0))
    }

    @Test func columnsWithoutAValueAreNil() throws {
        var spec = try SelectionSpec.of("dr")
        spec.columns = [try NamedExpression.parse("log(dh)", name: "logarithm"), try NamedExpression.parse("log(dh) > 0", name: "more")]
        let result = try Selector.select(table, by: spec)
        #expect(result.pairs[1].values == [nil, nil])
        #expect(result.pairs[0].values[1] == 1)
    }

    @Test func ranksInColumnsAreOverAllCandidates() throws {
        let table = AnswerTable([[0.0, 1, 3].map { Answer(reward: $0) }, [0.0, 2.5].map { Answer(reward: $0) }])
        var spec = try SelectionSpec.of("dr")
        spec.columns = [try NamedExpression.parse("rank(dr)", name: "rank")]
        // Margins 1, 3, 2, 2.5 have the ranks 0, 1, 1/3, 2/3.
        let values = try Selector.select(table, by: spec).pairs.map { $0.values[0] }
        #expect(agrees(values[0], 1) && agrees(values[1], 2.0 / 3))
    }

    @Test func candidatesThatNobodyKnowsHowToTurnAreLeftOut() throws {
        var spec = try SelectionSpec.of("dr")
        spec.flip = try FilterExpression.parse("log(dh) < 0")
        let result = try Selector.select(table, by: spec)
        #expect(result.withoutPair.map(\.reason) == [.notFinite])
        #expect(result.statistics.leftOut == [.notFinite: 1])
        #expect(result.pairs.map(\.prompt) == [0, 2])
    }

    @Test func aUsersColumnTakesTheNameOfAMark() throws {
        var spec = try SelectionSpec.of("dr")
        spec.guards.ties = 0
        spec.columns = [try NamedExpression.parse("7", name: "tie")]
        let result = try Selector.select(table, by: spec)
        #expect(result.columns == ["tie"])
        #expect(result.pairs.map(\.values) == [[7], [7], [7]])
    }

    @Test func aColumnIsANumberOrACondition() throws {
        let error = try #require(throws: ExpressionError.self) { try NamedExpression.parse("dr >", name: "x") }
        let number = try #require(throws: ExpressionError.self) { try ScoreExpression.parse("dr >") }
        #expect(error.rendered == number.rendered)
    }

    @Test func logprobsAreNeededByWhateverReadsThem() throws {
        let table = AnswerTable([[Answer(reward: 1, policy: nil), Answer(reward: 0)]])
        let missing = SelectionError.missingLogprob(model: "policy", prompt: 0, sample: 0)
        var spec = try SelectionSpec.of("dr")
        spec.columns = [try NamedExpression.parse("dh", name: "x")]
        #expect(throws: missing) { try Selector.select(table, by: spec) }
        spec.columns = []
        spec.flip = try FilterExpression.parse("dh > 0")
        #expect(throws: missing) { try Selector.select(table, by: spec) }
        spec.flip = nil
        spec.quotas = [Quota(name: "a", condition: try FilterExpression.parse("l_w < 0"), amount: .count(1))]
        #expect(throws: missing) { try Selector.select(table, by: spec) }
        spec.quotas = []
        spec.reward = try ResponseExpression.parse("h")
        #expect(throws: missing) { try Selector.select(table, by: spec) }
        spec.reward = nil
        #expect(try Selector.select(table, by: spec).pairs.count == 1)
    }
}
