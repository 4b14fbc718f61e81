import Selection
import Testing

@Suite struct DiagnosticsByHandTests {
    /// Three pairs: dr 1, 2, 4; dl 1, -1, 2; dref -2, 1, 4; dT 3, -1, 0.
    private func round() throws -> (pairs: [SelectedPair], table: AnswerTable) {
        var table = AnswerTable([
            [Answer(reward: 1, tokens: 5, policy: -4, reference: -6), Answer(reward: 0, tokens: 2, policy: -5, reference: -4)],
            [Answer(reward: 2, tokens: 4, policy: -7, reference: -4), Answer(reward: 0, tokens: 5, policy: -6, reference: -5)],
            [Answer(reward: 4, tokens: 6, policy: -3, reference: -2), Answer(reward: 0, tokens: 6, policy: -5, reference: -6)],
        ])
        table.responseColumns["r.a"] = [1, 0, 0, 1, 3, 0]
        table.responseColumns["r.b"] = [3, 0, 0, 2, 0, 0]
        table.responseColumns["on_policy"] = [1, 1, 1, 1, 0, 0]
        table.responseGroups["source"] = [0, 0, 0, 1, 1, 1]
        return (try Selector.select(table, by: .of("explicit")).pairs, table)
    }

    @Test func ranking() throws {
        let (pairs, table) = try round()
        let ranking = SelectionDiagnostics(pairs, of: table, beta: 1, noise: 2).ranking
        #expect(agrees(ranking.policyAccuracy, 2.0 / 3))
        #expect(agrees(ranking.referenceAccuracy, 2.0 / 3))
        // dr / beta > -dref: 1 > 2 no, 2 > -1 and 4 > -4 yes.
        #expect(agrees(ranking.idealAccuracy, 2.0 / 3))
        #expect(agrees(ranking.alignmentGap, 0))
        #expect(agrees(ranking.noisyShare, 2.0 / 3))
        // 10 > 2 with beta 0.1.
        let eager = SelectionDiagnostics(pairs, of: table, beta: 0.1).ranking
        #expect(agrees(eager.idealAccuracy, 1) && agrees(eager.alignmentGap, 1.0 / 3))
        #expect(agrees(eager.noisyShare, 2.0 / 3))
    }

    @Test func length() throws {
        let (pairs, table) = try round()
        let length = try #require(SelectionDiagnostics(pairs, of: table, beta: 1).length)
        #expect(agrees(length.meanDifference, 2.0 / 3))
        #expect(agrees(length.longerChosen, 1.0 / 3))
        // Python: numpy.corrcoef([1, 2, 4], [3, -1, 0])[0, 1]
        #expect(agrees(length.correlation, -0.5765566601970551))
    }

    @Test func votes() throws {
        let (pairs, table) = try round()
        let votes = try #require(SelectionDiagnostics(pairs, of: table, beta: 1).votes)
        #expect(votes.models == ["a", "b"])
        // a: 1, -1, 3; b: 3, -2, 0.
        #expect(agrees(votes.agreement[0], 2.0 / 3) && agrees(votes.agreement[1], 0.5))
        #expect(agrees(votes.unanimityViolations, 1.0 / 3))
        // Means 2, -1.5, 1.5.
        #expect(votes.strength == Histogram([2, -1.5, 1.5]))
        #expect(votes.strength?.counts.reduce(0, +) == 3)
    }

    @Test func sourcesDivergenceAndBalance() throws {
        let (pairs, table) = try round()
        let diagnostics = SelectionDiagnostics(pairs, of: table, beta: 1)
        #expect(agrees(diagnostics.sameSource, 2.0 / 3))
        // l - rho of the policy's own four: 2, -1, -3, -1.
        #expect(agrees(diagnostics.divergence, -0.75))
        #expect(diagnostics.balance == MemberBalance(accepted: 3, rejected: 3))
        #expect(diagnostics.pairs == 3)
    }

    @Test func whatIsNotKnownIsNil() throws {
        let table = AnswerTable([[Answer(reward: 1, policy: nil, reference: nil), Answer(reward: 0, policy: nil, reference: nil)]])
        let pairs = try Selector.select(table, by: .of("explicit")).pairs
        let diagnostics = SelectionDiagnostics(pairs, of: table, beta: 1)
        let ranking = diagnostics.ranking
        #expect(
            [ranking.policyAccuracy, ranking.referenceAccuracy, ranking.idealAccuracy, ranking.noisyShare, ranking.alignmentGap] == [
                nil, nil, nil, nil, nil,
            ]
        )
        #expect(diagnostics.votes == nil && diagnostics.sameSource == nil && diagnostics.divergence == nil)
        #expect(diagnostics.length?.correlation == nil)
        let nothing = SelectionDiagnostics([], of: table, beta: 1)
        #expect(nothing.length == nil && nothing.ranking.policyAccuracy == nil && nothing.pairs == 0)
    }

    @Test func histograms() throws {
        let histogram = try #require(Histogram([0, 1, 2, 3, 4, 4], bins: 4))
        #expect(histogram.edges == [0, 1, 2, 3, 4])
        #expect(histogram.counts == [1, 1, 1, 3])
        #expect(Histogram([]) == nil)
        #expect(Histogram([2, 2])?.counts == [2])
    }

    @Test func displacement() throws {
        let pairs = [
            Displacement.Pair(chosenBefore: -5, chosenAfter: -6, rejectedBefore: -5, rejectedAfter: -9),
            Displacement.Pair(chosenBefore: -5, chosenAfter: -4, rejectedBefore: -5, rejectedAfter: -4),
            Displacement.Pair(chosenBefore: -5, chosenAfter: -8, rejectedBefore: -5, rejectedAfter: .nan),
            Displacement.Pair(chosenBefore: -3, chosenAfter: -4, rejectedBefore: -5, rejectedAfter: -5),
            Displacement.Pair(chosenBefore: -3, chosenAfter: -1, rejectedBefore: -5, rejectedAfter: -6),
        ]
        let displacement = try #require(Displacement(pairs))
        #expect(displacement.pairs == 4)
        #expect(displacement.rate == 0.5)
        #expect(displacement.widened == 0.5)
        #expect(agrees(displacement.meanChosenChange, 0.25))
        #expect(agrees(displacement.meanRejectedChange, -1))
        #expect(Displacement([]) == nil)
    }
}
