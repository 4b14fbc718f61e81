import Selection
import Testing

@Suite struct ComparisonByHandTests {
    private func pair(_ prompt: Int64, _ chosen: Int64, _ rejected: Int64, dr: Double = 1, dh: Double? = nil, _ reason: String? = nil)
        -> StoredPair
    {
        StoredPair(
            prompt: prompt,
            chosen: chosen,
            rejected: rejected,
            explicitMargin: dr,
            implicitMargin: dh,
            score: 10 * dr,
            chosenTokens: Int(chosen),
            rejectedTokens: Int(rejected),
            reason: reason
        )
    }

    private var first: StoredSelection {
        StoredSelection(
            pairs: [
                pair(1, 10, 11, dr: 1, dh: -2), pair(2, 20, 21, dr: 2, dh: 4), pair(3, 30, 31, dr: 3), pair(4, 40, 41, dr: 4),
                pair(5, 50, 51, "not_kept"), pair(7, 70, 71, dr: 9),
            ],
            reasons: [6: "tied_reward"]
        )
    }

    private var second: StoredSelection {
        StoredSelection(
            pairs: [
                pair(1, 10, 11), pair(2, 21, 20), pair(3, 30, 32), pair(4, 40, 41, "quota"), pair(4, 40, 42, "not_kept"), pair(5, 50, 51),
            ],
            reasons: [6: "filtered"]
        )
    }

    @Test func whatTheyHaveInCommon() {
        let comparison = SelectionComparison(first, second)
        #expect((comparison.prompts.inBoth, comparison.prompts.onlyFirst, comparison.prompts.onlySecond) == (3, 2, 1))
        #expect(agrees(comparison.prompts.jaccard, 0.5))
        #expect((comparison.pairs.inBoth, comparison.pairs.onlyFirst, comparison.pairs.onlySecond) == (1, 4, 3))
        #expect(agrees(comparison.pairs.jaccard, 1.0 / 8))
        #expect(comparison.swapped == 1)
    }

    @Test func whyPromptsAreMissing() {
        let comparison = SelectionComparison(first, second)
        #expect(comparison.missingInSecond == ["quota": 1, SelectionComparison.unknownPrompt: 1])
        #expect(comparison.missingInFirst == ["not_kept": 1])
        var without = first
        without.pairs.removeFirst()
        without.reasons[1] = "near_identical"
        #expect(SelectionComparison(first, without).missingInSecond == ["near_identical": 1])
    }

    @Test func whatTheirPairsAreLike() throws {
        let comparison = SelectionComparison(first, second)
        #expect(comparison.first.pairs == 5 && comparison.onlyFirst.pairs == 4 && comparison.onlySecond.pairs == 3)
        let margins = try #require(comparison.first.explicitMargin)
        // 1, 2, 3, 4, 9
        #expect([margins.least, margins.first, margins.median, margins.third, margins.most] == [1, 2, 3, 4, 9])
        let implicit = try #require(comparison.first.absoluteImplicitMargin)
        #expect([implicit.least, implicit.first, implicit.median, implicit.third, implicit.most] == [2, 2.5, 3, 3.5, 4])
        #expect(comparison.first.score?.median == 30)
        #expect(comparison.onlySecond.chosenTokens?.median == 30)
        #expect(comparison.onlySecond.rejectedTokens?.most == 51)
        #expect(comparison.second.absoluteImplicitMargin == nil)
    }

    @Test func theOtherWayRoundIsTheSameTurnedRound() {
        let (comparison, other) = (SelectionComparison(first, second), SelectionComparison(second, first))
        #expect(comparison.missingInFirst == other.missingInSecond)
        #expect(comparison.onlyFirst == other.onlySecond)
        #expect(comparison.swapped == other.swapped)
        #expect(comparison.prompts.jaccard == other.prompts.jaccard)
    }

    @Test func equalAndEmptySelections() {
        let same = SelectionComparison(first, first)
        #expect(same.pairs.jaccard == 1 && same.onlyFirst.pairs == 0 && same.missingInFirst.isEmpty && same.swapped == 0)
        let nothing = StoredSelection(pairs: [], reasons: [:])
        let empty = SelectionComparison(nothing, nothing)
        #expect(empty.prompts.jaccard == nil && empty.first.explicitMargin == nil)
    }
}
