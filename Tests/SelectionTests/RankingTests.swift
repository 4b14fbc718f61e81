import Selection
import Testing

@Suite struct RankingTests {
    @Test func bestAgainstWorstTakesTheEarlierOfEqualExtremes() throws {
        let answers = [2.0, 1, 3, 3, 1].map { Answer(reward: $0) }
        let pair = try #require(Selector.select(AnswerTable([answers]), by: .of("explicit", pairing: .bestWorst)).pairs.first)
        #expect((pair.chosen, pair.rejected) == (2, 1))
    }

    @Test func equalScoresGoToTheLargerExplicitMargin() throws {
        let answers = [1.0, 2, 4].map { Answer(reward: $0) }
        let pair = try #require(Selector.select(AnswerTable([answers]), by: .of("1")).pairs.first)
        #expect((pair.chosen, pair.rejected) == (2, 0))
    }

    @Test func equalMarginsGoToTheLowerChosenThenTheLowerRejectedResponse() throws {
        let chosen = [0.0, 1, 1].map { Answer(reward: $0) }
        let first = try #require(Selector.select(AnswerTable([chosen]), by: .of("explicit")).pairs.first)
        #expect((first.chosen, first.rejected) == (1, 0))
        let rejected = [1.0, 0, 0].map { Answer(reward: $0) }
        let second = try #require(Selector.select(AnswerTable([rejected]), by: .of("explicit")).pairs.first)
        #expect((second.chosen, second.rejected) == (0, 1))
    }

    @Test func equalScoresRankByPlanPosition() throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0), (dr: 2, dh: 0), (dr: 1, dh: 0), (dr: 2, dh: 0)])
        let result = try Selector.select(table, by: .of("explicit", keep: .ratio(0.75)))
        #expect(result.pairs.map(\.prompt) == [0, 1, 2, 3])
        #expect(result.pairs.map(\.rank) == [2, 0, 3, 1])
        #expect(result.pairs.map(\.kept) == [true, true, false, true])
    }

    @Test func thresholdsKeepEveryScoreAbove() throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0), (dr: 2, dh: 0), (dr: 3, dh: 0)])
        let above = try Selector.select(table, by: .of("explicit", keep: .threshold(2, inclusive: false)))
        #expect(above.pairs.map(\.kept) == [false, false, true])
        let atLeast = try Selector.select(table, by: .of("explicit", keep: .threshold(2, inclusive: true)))
        #expect(atLeast.pairs.map(\.kept) == [false, true, true])
    }

    /// The filter runs first: what it stops neither moves the mean of z nor is a prompt's best.
    @Test func filterComesBeforeScore() throws {
        let margins = [(dr: 1.0, dh: 0.0), (dr: 3, dh: 0), (dr: 1000, dh: 0)]
        let result = try Selector.select(AnswerTable(margins: margins), by: .of("z(dr)", where: "dr < 100"))
        #expect(result.pairs.map(\.score) == [-1, 1])
        #expect(result.withoutPair.map(\.prompt) == [2])
        #expect(result.statistics.explicitMargin == Moments(of: [1, 3]))

        let answers = [0.0, 1, 5].map { Answer(reward: $0) }
        let pair = try #require(Selector.select(AnswerTable([answers]), by: .of("explicit", where: "dr < 4.5")).pairs.first)
        #expect((pair.chosen, pair.rejected) == (2, 1))
    }

    @Test func scoreMayUseAggregatesOfWhatIsFiniteOnly() throws {
        let margins = [(dr: 1.0, dh: 1.0), (dr: 1, dh: -1), (dr: 1, dh: 3)]
        let result = try Selector.select(AnswerTable(margins: margins), by: .of("z(sqrt(dh - 1 + abs(dh - 1) - 0*dh) + log(dh)*0 + dh)"))
        #expect(result.withoutPair.map(\.prompt) == [1])
        #expect(result.pairs.map(\.score) == [-1, 1])
    }

    @Test func emptyRoundsGiveEmptyResults() throws {
        let result = try Selector.select(AnswerTable(), by: .of("map"))
        #expect(result.pairs.isEmpty && result.withoutPair.isEmpty && result.candidates == 0 && result.keptCount == 0)
        #expect(result.statistics.explicitMargin == nil)
        #expect(result.statistics.warnings.isEmpty)
    }
}
