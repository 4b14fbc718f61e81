import Selection
import Testing

@Suite struct ExplanationOfNearlyNothingTests {
    private func explained(_ table: AnswerTable, _ score: String, keep: Keep = .ratio(1)) throws -> SelectionExplanation {
        try Selector.select(table, by: .of(score, keep: keep)).statistics.explanation
    }

    @Test func noCandidates() throws {
        for table in [AnswerTable(), AnswerTable([[Answer(reward: 1)], [Answer(reward: 1), Answer(reward: 1)]])] {
            let explanation = try explained(table, "map")
            #expect(explanation.terms.map(\.term) == ["z(dr)", "-z(abs(dh))"])
            #expect(explanation.terms.allSatisfy { $0.overCandidates == nil && $0.overBest == nil && $0.overKept == nil })
            #expect(explanation.explicitOnly == nil && explanation.implicitOnly == nil && explanation.promptsOnce == nil)
            #expect(explanation.explicitMargin == nil && explanation.absoluteImplicitMargin == nil)
        }
    }

    @Test func oneCandidate() throws {
        let explanation = try explained(AnswerTable(margins: [(dr: 2, dh: 1)]), "map_raw")
        #expect(explanation.terms.allSatisfy { $0.overBest?.share == nil && $0.overBest?.standardDeviation == 0 })
        #expect(explanation.explicitOnly?.pairShare == 1 && explanation.implicitOnly?.pairShare == 1)
        #expect(explanation.explicitMargin?.edges == [2, 2, 2])
        #expect(explanation.explicitMargin?.pairs == [1, 0, 0, 0] && explanation.explicitMargin?.shares == [1, 0, 0, 0])
    }

    @Test func equalScoresHaveNoShares() throws {
        let table = AnswerTable(margins: [(dr: 0.3, dh: 0.1), (dr: 0.2, dh: 0), (dr: 0.4, dh: -0.2)])
        let explanation = try explained(table, "map_raw")
        #expect(explanation.terms.allSatisfy { $0.overCandidates?.share == nil })
        #expect(agrees(explanation.terms[0].overCandidates?.standardDeviation, (0.02 / 3).squareRoot()))
    }

    @Test func nothingKept() throws {
        let explanation = try explained(AnswerTable(margins: [(dr: 1, dh: 0), (dr: 2, dh: 0)]), "dr", keep: .ratio(0.4))
        #expect(explanation.explicitOnly == nil && explanation.terms[0].overKept == nil)
        #expect(explanation.explicitMargin?.kept == [0, 0, 0, 0] && explanation.explicitMargin?.shares == nil)
    }

    @Test func oneTermHasAll() throws {
        let table = AnswerTable(margins: [(dr: 1, dh: 0), (dr: 2, dh: 5), (dr: 4, dh: 2)])
        for score in ["random", "explicit", "implicit", "dr*exp(-dh)"] {
            let explanation = try explained(table, score)
            #expect(explanation.terms.count == 1)
            #expect(agrees(explanation.terms[0].overCandidates?.share, 1))
            #expect(explanation.promptsOnce == nil)
        }
    }

    @Test func withoutLogprobsNothingIsSaidOfThem() throws {
        let answers = [Answer(reward: 1, policy: nil), Answer(reward: 0, policy: nil)]
        let explanation = try explained(AnswerTable([answers, answers]), "explicit")
        #expect(explanation.implicitOnly == nil && explanation.absoluteImplicitMargin == nil)
        #expect(explanation.explicitOnly?.pairShare == 1)
        // One unknown among many is enough.
        let known = [Answer(reward: 1), Answer(reward: 0)]
        #expect(try explained(AnswerTable([known, answers, known]), "explicit").implicitOnly == nil)
        // A response of no tokens has no score and spoils nothing.
        let empty = [Answer(reward: 1, tokens: 0), Answer(reward: 0)]
        #expect(try explained(AnswerTable([known, empty, known]), "map_raw").implicitOnly?.kept == 2)
    }

    @Test func numbersTooLargeToSquareHaveNoShare() throws {
        let table = AnswerTable(margins: [(dr: 1e200, dh: 0), (dr: 2e200, dh: 1), (dr: 4, dh: 2)])
        let explanation = try explained(table, "dr - dh")
        #expect(explanation.terms.allSatisfy { $0.overCandidates?.share == nil })
        #expect(explanation.terms.map { $0.overCandidates?.standardDeviation == nil } == [true, false])
    }
}
