import Selection
import Testing

/// Rewards of the responses 0...4, best to worst: 2, 0, 3, 4, 1.
private let rewards = [3.0, -1, 4, 2, 0]

@Suite struct PairingsByHandTests {
    private func pairs(_ answers: [Answer], _ pairing: Pairing, _ change: (inout SelectionSpec) -> Void = { _ in }) throws -> [[Int]] {
        var spec = try SelectionSpec.of("explicit", pairing: pairing)
        spec.pairsPerPrompt = 100
        change(&spec)
        return try Selector.select(AnswerTable([answers]), by: spec).pairs.map { [$0.chosen, $0.rejected] }.sorted {
            ($0[0], $0[1]) < ($1[0], $1[1])
        }
    }

    private func reason(_ answers: [Answer], _ pairing: Pairing, _ change: (inout SelectionSpec) -> Void = { _ in }) throws -> PairReason? {
        var spec = try SelectionSpec.of("explicit", pairing: pairing)
        change(&spec)
        return try Selector.select(AnswerTable([answers]), by: spec).withoutPair.first?.reason
    }

    @Test func theBestAgainstEachOther() throws {
        #expect(try pairs(rewards.map { Answer(reward: $0) }, .topVersusRest) == [[2, 0], [2, 1], [2, 3], [2, 4]])
        // Of two best responses the earlier one, and the other is no worse.
        #expect(try pairs([1.0, 2, 2, 0].map { Answer(reward: $0) }, .topVersusRest) == [[1, 0], [1, 3]])
    }

    @Test func eachRankAgainstTheNext() throws {
        #expect(try pairs(rewards.map { Answer(reward: $0) }, .adjacent) == [[0, 3], [2, 0], [3, 4], [4, 1]])
        // Ranks 2, 2, 1, 1: only the middle step has a margin.
        #expect(try pairs([2.0, 1, 2, 1].map { Answer(reward: $0) }, .adjacent) == [[2, 1]])
    }

    @Test func correctAgainstWrongByReward() throws {
        let answers = [1.0, 0, 1, -1].map { Answer(reward: $0) }
        #expect(try pairs(answers, .correctWrong) == [[0, 1], [0, 3], [2, 1], [2, 3]])
        #expect(try reason([1.0, 2].map { Answer(reward: $0) }, .correctWrong) == .correctWrongEmpty)
        #expect(try reason([0.0, -2].map { Answer(reward: $0) }, .correctWrong) == .correctWrongEmpty)
        #expect(try reason([Answer(reward: 1)], .correctWrong) == .tooFewResponses)
        #expect(try reason([Answer(reward: 1, text: 4), Answer(reward: 0, text: 4)], .correctWrong) == .identicalText)
    }

    @Test func correctnessMayContradictTheReward() throws {
        var table = AnswerTable([[Answer(reward: 1), Answer(reward: 3), Answer(reward: 1), Answer(reward: 2)]])
        table.responseColumns["r.check"] = [1, 0, 0, .nan]
        var spec = try SelectionSpec.of("explicit", pairing: .correctWrong)
        spec.correct = try ResponseCondition.parse("r.check > 0.5", in: ColumnCatalogue(rewards: ["check"]))
        spec.pairsPerPrompt = 5
        let result = try Selector.select(table, by: spec)
        // Response 3 is neither: nobody checked it.
        #expect(result.pairs.map { [$0.chosen, $0.rejected] } == [[0, 2], [0, 1]])
        #expect(result.pairs.map(\.explicitMargin) == [0, -2])
    }

    @Test func theRarestGoodAgainstTheCommonestBad() throws {
        // A share of 0.5 of five: the best two are 2 and 0, the worst two 4 and 1. -lbar: 3 > 1 among the good, 2 < 5 among the bad.
        let rarity = [3.0, 5, 1, 9, 2]
        let answers = zip(rewards, rarity).map { Answer(reward: $0, tokens: 2, policy: -2 * $1) }
        let half = DiversePairing(pools: .share(0.5), measure: .rarity)
        #expect(try pairs(answers, .diverse) { $0.diverse = half } == [[0, 4]])
        // floor(0.3 * 5) is one each, and so is what a smaller share would round down to none.
        #expect(try pairs(answers, .diverse) { $0.diverse.pools = .share(0.3) } == [[2, 1]])
        #expect(try pairs(answers, .diverse) { $0.diverse.pools = .share(0.01) } == [[2, 1]])
        // At least 2: 0, 2, 3 are good, 9 the rarest.
        #expect(try pairs(answers, .diverse) { $0.diverse.pools = .threshold(2) } == [[3, 4]])
        #expect(try reason(answers, .diverse) { $0.diverse.pools = .threshold(5) } == .emptyPool)
        #expect(try reason(answers, .diverse) { $0.diverse.pools = .threshold(-1) } == .emptyPool)
        #expect(try reason([1.0, 1].map { Answer(reward: $0) }, .diverse) == .tiedReward)
    }

    @Test func distanceIsFromTheMeanOfAllResponses() throws {
        var table = AnswerTable([[4.0, 3, 2, 1].map { Answer(reward: $0) }])
        var vectors = VectorTable(dimension: 2)
        // The mean is (0.75, 0.25) but for its length: 0, 2 and 3 lie near it, 1 does not.
        for vector: [Float] in [[1, 0], [0, 1], [1, 0], [1, 0]] { vectors.append(vector) }
        table.vectors["text"] = vectors
        var spec = try SelectionSpec.of("explicit", pairing: .diverse)
        spec.diverse = DiversePairing(pools: .share(0.5), measure: .distance(vectors: "text"))
        let pair = try #require(Selector.select(table, by: spec).pairs.first)
        // The worst two are alike: the better one comes first.
        #expect((pair.chosen, pair.rejected) == (1, 2))
        spec.diverse.measure = .distance(vectors: "embedding")
        #expect(throws: SelectionError.self) { try Selector.select(table, by: spec) }
    }

    @Test func rarityNeedsThePolicy() throws {
        let table = AnswerTable([[Answer(reward: 1, policy: nil), Answer(reward: 0)]])
        let spec = try SelectionSpec.of("explicit", pairing: .diverse)
        #expect(throws: SelectionError.missingLogprob(model: "policy", prompt: 0, sample: 0)) { try Selector.select(table, by: spec) }
    }

    @Test(arguments: [0.0, 0.51, -1, .nan])
    func sharesOfPoolsAreChecked(share: Double) throws {
        var spec = try SelectionSpec.of("explicit", pairing: .diverse)
        spec.diverse.pools = .share(share)
        #expect(throws: SelectionError.invalidRule("divpo has the share \(share): it must be above 0 and at most 0.5")) {
            try Selector.select(AnswerTable(), by: spec)
        }
    }

    @Test(arguments: [Pairing.allPairs, .bestWorst, .topVersusRest, .adjacent, .diverse])
    func tiesAreCandidatesWithTheEarlierSampleFirst(pairing: Pairing) throws {
        let answers = [Answer(reward: 1), Answer(reward: 1.25)]
        var spec = try SelectionSpec.of("explicit", pairing: pairing)
        spec.diverse.pools = .share(0.5)
        spec.guards.ties = 0.25
        let result = try Selector.select(AnswerTable([answers]), by: spec)
        let pair = try #require(result.pairs.first)
        #expect((pair.chosen, pair.rejected, pair.isTie, pair.explicitMargin) == (0, 1, true, -0.25))
        #expect(result.columns == ["tie"] && pair.values == [1])
        spec.guards.ties = 0.2
        let other = try #require(Selector.select(AnswerTable([answers]), by: spec).pairs.first)
        #expect((other.chosen, other.rejected, other.isTie, other.values) == (1, 0, false, [0]))
        spec.guards.ties = 0
        let equal = try #require(Selector.select(AnswerTable([[Answer(reward: 1), Answer(reward: 1)]]), by: spec).pairs.first)
        #expect((equal.chosen, equal.rejected, equal.isTie) == (0, 1, true))
        #expect(try reason([Answer(reward: 1, text: 3), Answer(reward: 1, text: 3)], pairing) { $0.guards.ties = 0 } == .identicalText)
    }

    @Test func expressionsSeeTies() throws {
        var spec = try SelectionSpec.of("explicit", where: "tie == 0")
        spec.guards.ties = 0.5
        let table = AnswerTable([[0.0, 0.5, 2].map { Answer(reward: $0) }])
        let result = try Selector.select(table, by: spec)
        #expect(result.candidates == 2 && result.statistics.leftOut == [.filtered: 1])
    }
}
