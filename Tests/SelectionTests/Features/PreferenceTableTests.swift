import Selection
import Testing

@Suite struct PreferenceTableTests {
    private let unknown = Double.nan

    private func table(_ rows: [[Double]]) -> PreferenceTable {
        var table = PreferenceTable()
        table.append(rows.flatMap { $0 }, responses: rows.count)
        return table
    }

    @Test func scoresOfAChain() {
        // 0 beats 1 by 0.9 and 2 by 0.6; 1 beats 2 by 0.75.
        let table = table([[unknown, 0.9, 0.6], [0.1, unknown, 0.75], [0.4, 0.25, unknown]])
        #expect(table.scores(.winRate, of: 0) == [0.75, 0.425, 0.325])
        #expect(table.scores(.borda, of: 0) == [1.5, 0.85, 0.65])
        #expect(table.scores(.copeland, of: 0) == [2, 0, -2])
        #expect(table.condorcetWinner(of: 0) == 0)
        #expect(table.triples(of: 0) == (1, 0))
        #expect(table.cyclicShare == 0)
    }

    @Test func aCircleHasNoWinner() {
        let table = table([[0, 1, 0], [0, 0, 1], [1, 0, 0]])
        #expect(table.scores(.winRate, of: 0) == [0.5, 0.5, 0.5])
        #expect(table.scores(.copeland, of: 0) == [0, 0, 0])
        #expect(table.condorcetWinner(of: 0) == nil)
        #expect(table.cyclicShare == 1)
        let other = self.table([[0, 0, 1], [1, 0, 0], [0, 1, 0]])
        #expect(other.cyclicShare == 1)
    }

    @Test func whatIsNotKnownCountsForNothing() {
        // Only 0 against 1; response 2 was compared with none.
        let table = table([[unknown, 1, unknown], [0, unknown, unknown], [unknown, unknown, unknown]])
        let rates = table.scores(.winRate, of: 0)
        #expect(rates[0] == 1 && rates[1] == 0 && rates[2].isNaN)
        #expect(table.scores(.borda, of: 0)[2].isNaN && table.scores(.copeland, of: 0)[2].isNaN)
        #expect(table.condorcetWinner(of: 0) == nil)
        #expect(table.cyclicShare == nil)
    }

    @Test func evenComparisonsAreNeitherWonNorLost() {
        let table = table([[0, 0.5, 1], [0.5, 0, 1], [0, 0, 0]])
        #expect(table.scores(.copeland, of: 0) == [1, 1, -2])
        #expect(table.condorcetWinner(of: 0) == nil)
        #expect(table.triples(of: 0) == (0, 0))
    }

    @Test func onlySharesAreComparisons() {
        let table = table([[0, 2, -0.5], [.infinity, 0, 1], [0, 0, 0]])
        #expect(table.share(0, 0, 1).isNaN && table.share(0, 0, 2).isNaN && table.share(0, 1, 0).isNaN)
        #expect(table.share(0, 1, 2) == 1)
        #expect(table.share(0, 0, 0).isNaN)
        var short = PreferenceTable()
        short.append([0.5], responses: 2)
        #expect(short.share(0, 0, 1).isNaN && short.responseCount(of: 0) == 2)
    }

    @Test func promptsStandBesideOneAnother() {
        var table = PreferenceTable()
        table.append([0, 1, 0, 0], responses: 2)
        table.append([], responses: 0)
        table.append([0], responses: 1)
        table.append([0, 0, 1, 1, 0, 0, 0, 1, 0], responses: 3)
        #expect(table.promptCount == 4)
        #expect(table.condorcetWinner(of: 0) == 0)
        #expect(table.condorcetWinner(of: 1) == nil && table.condorcetWinner(of: 2) == nil)
        #expect(table.scores(.winRate, of: 1) == [] && table.scores(.winRate, of: 2)[0].isNaN)
        #expect(table.triples(of: 3) == (1, 1))
        #expect(table.cyclicShare == 1)
    }

    /// Four responses, from best to worst, but the last beats the first: two of the four triples go round.
    @Test func oneWrongPairMakesTwoCircles() {
        let rows = (0..<4).map { i in (0..<4).map { j in (i, j) == (3, 0) ? 1.0 : (i, j) == (0, 3) ? 0 : i < j ? 1 : 0 } }
        #expect(table(rows).triples(of: 0) == (4, 2))
        #expect(table(rows).condorcetWinner(of: 0) == nil)
    }
}
