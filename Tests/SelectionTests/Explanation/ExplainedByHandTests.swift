import Selection
import Testing

@Suite struct ExplainedByHandTests {
    /// Score dr - |dh| is 0, 2, 1, 5: mean 2, variance 14/4.
    private let margins = [(dr: 1.0, dh: 1.0), (dr: 2, dh: 0), (dr: 3, dh: -2), (dr: 6, dh: 1)]

    private func explained(_ score: String, keep: Keep = .count(2)) throws -> SelectionExplanation {
        try Selector.select(AnswerTable(margins: margins), by: .of(score, keep: keep)).statistics.explanation
    }

    @Test func eachTermHasItsPartOfTheVariance() throws {
        let terms = try explained("map_raw").terms
        #expect(terms.map(\.term) == ["dr", "-abs(dh)"])
        // cov(dr, score) = (-2*-2 + -1*0 + 0*-1 + 3*3) / 4, cov(-|dh|, score) = (0*-2 + 1*0 + -1*-1 + 0*3) / 4.
        #expect(agrees(terms[0].overCandidates?.share, 13.0 / 14))
        #expect(agrees(terms[1].overCandidates?.share, 1.0 / 14))
        #expect(agrees(terms[0].overCandidates?.standardDeviation, 3.5.squareRoot()))
        #expect(agrees(terms[1].overCandidates?.standardDeviation, 0.5.squareRoot()))
        // Every candidate is its prompt's best.
        #expect(terms.map(\.overBest) == terms.map(\.overCandidates))
        // Kept are scores 2 and 5: dr runs from 2 to 6, -|dh| against it from 0 to -1.
        #expect(agrees(terms[0].overKept?.share, 4.0 / 3))
        #expect(agrees(terms[1].overKept?.share, -1.0 / 3))
        #expect(agrees(terms[0].overKept?.standardDeviation, 2))
        #expect(agrees(terms[1].overKept?.standardDeviation, 0.5))
    }

    @Test func setsHavePromptsInCommon() throws {
        let explanation = try explained("map_raw")
        // Kept are the prompts 1 and 3; by dr alone 2 and 3; by -|dh| alone 1 and, of the equal 0 and 3, the earlier.
        let one = try #require(explanation.explicitOnly)
        #expect((one.kept, one.others, one.prompts, one.pairs) == (2, 2, 1, 1))
        #expect((one.promptShare, one.pairShare) == (0.5, 0.5))
        #expect(agrees(one.promptJaccard, 1.0 / 3) && agrees(one.pairJaccard, 1.0 / 3))
        let other = try #require(explanation.implicitOnly)
        #expect((other.kept, other.prompts, other.pairs) == (2, 1, 1))
        #expect(explanation.promptsOnce == nil)
    }

    @Test func quartersAreThoseOfTheBestPairs() throws {
        let explanation = try explained("map_raw")
        let explicit = try #require(explanation.explicitMargin)
        #expect(explicit.edges == [1.75, 2.5, 3.75])
        #expect(explicit.pairs == [1, 1, 1, 1] && explicit.kept == [0, 1, 0, 1])
        #expect(explicit.shares == [0, 0.5, 0, 0.5])
        let implicit = try #require(explanation.absoluteImplicitMargin)
        #expect(implicit.edges == [0.75, 1, 1.25])
        // 1 and 1 are equal to an edge and lie below it.
        #expect(implicit.pairs == [1, 2, 0, 1] && implicit.kept == [1, 1, 0, 0])
    }

    /// Rewards 3, 1, 0 and h 0, 0.1, 5: by dr alone first against third, by dr - |dh| first against second.
    @Test func theSamePromptMayBringAnotherPair() throws {
        let answers = [Answer(reward: 3, policy: 0), Answer(reward: 1, policy: 0.1), Answer(reward: 0, policy: 5)]
        let explanation = try Selector.select(AnswerTable([answers]), by: .of("map_raw")).statistics.explanation
        let explicit = try #require(explanation.explicitOnly)
        #expect((explicit.prompts, explicit.pairs) == (1, 0))
        #expect((explicit.promptShare, explicit.pairShare, explicit.pairJaccard) == (1, 0, 0))
        #expect(explanation.implicitOnly?.pairs == 1)
    }

    /// However the margins are distributed, z gives both terms the same variance, and so half of the score's each.
    @Test func standardScoresShareEquallyOverAllCandidates() throws {
        let terms = try explained("map").terms
        #expect(agrees(terms[0].overCandidates?.share, 0.5) && agrees(terms[1].overCandidates?.share, 0.5))
        #expect(terms.allSatisfy { agrees($0.overCandidates?.standardDeviation, 1) })
    }

    @Test func ranksGoFromZeroForTheSmallestToOneForTheLargest() throws {
        let result = try Selector.select(AnswerTable(margins: margins), by: .of("map_rank"))
        // rank(dr) 0, 1/3, 2/3, 1 less rank(|dh|) 1/2, 0, 1, 1/2.
        #expect(zip(result.pairs.map(\.score), [-0.5, 1.0 / 3, -1.0 / 3, 0.5]).allSatisfy { agrees($0, $1) })
        #expect(result.statistics.explanation.terms.map(\.term) == ["rank(dr)", "-rank(abs(dh))"])
    }

    @Test func quartilesMeasureFromTheMedian() throws {
        let result = try Selector.select(AnswerTable(margins: margins), by: .of("map_quantile"))
        // dr: median 2.5, quartiles 2 apart; |dh|: median 1, quartiles 0.5 apart.
        #expect(zip(result.pairs.map(\.score), [-0.75, 1.75, -1.75, 1.75]).allSatisfy { agrees($0, $1) })
    }

    /// Five of six equal: the quartiles are one number, and the standard deviation takes their place.
    @Test func equalQuartilesGiveWayToTheStandardDeviation() throws {
        let equal = AnswerTable(margins: [1.0, 1, 1, 1, 1, 7].map { (dr: $0, dh: 0) })
        let result = try Selector.select(equal, by: .of("z(dr, quantile)"))
        #expect(result.pairs.map(\.score) == (try Selector.select(equal, by: .of("z(dr)")).pairs.map(\.score)))
        #expect(result.statistics.warnings.isEmpty)
        let one = AnswerTable(margins: [(dr: 1, dh: 0), (dr: 1, dh: 0)])
        #expect(try Selector.select(one, by: .of("z(dr, quantile)")).statistics.warnings == [.noSpread(expression: "dr")])
    }
}
