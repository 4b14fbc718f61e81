import Selection
import Testing

@Suite struct SelectionPropertyTests {
    private let scores = ["map", "map_raw", "random", "z(log(dh)) - rank(dr)", "if(dr > quantile(dr, 0.3), dr, -abs(dh))"]
    private let filters: [String?] = [nil, "dr > 0.5", "log(abs(dh)) < 0 and z(dr, prompt) < 1"]
    private let keeps: [Keep] = [.ratio(0.4), .count(5), .threshold(0, inclusive: false)]

    private func randomTable(_ generator: inout SeededGenerator, prompts: Int, answers: ClosedRange<Int> = 0...6) -> AnswerTable {
        var rounds: [[Answer]] = []
        for _ in 0..<prompts {
            var responses: [Answer] = []
            for _ in 0..<Int.random(in: answers, using: &generator) {
                let reward = Double(Int.random(in: -20...20, using: &generator)) / 10
                let tokens = Int32.random(in: 1...50, using: &generator)
                let policy = Double.random(in: -100...0, using: &generator)
                let reference = Double.random(in: -100...0, using: &generator)
                let text = Int32.random(in: 0...9, using: &generator)
                responses.append(Answer(reward: reward, tokens: tokens, policy: policy, reference: reference, text: text))
            }
            rounds.append(responses)
        }
        return AnswerTable(rounds)
    }

    private func forEachSelection(_ body: (AnswerTable, SelectionSpec, SelectionResult) throws -> Void) throws {
        var generator = SeededGenerator(seed: 42)
        for number in 0..<120 {
            let table = randomTable(&generator, prompts: Int.random(in: 0...30, using: &generator))
            let spec = try SelectionSpec.of(
                scores[number % scores.count],
                where: filters[number % filters.count],
                pairing: number % 4 == 3 ? .bestWorst : .allPairs,
                family: ImplicitReward.allCases[number % 4],
                keep: keeps[number % keeps.count]
            )
            try body(table, spec, Selector.select(table, by: spec))
        }
    }

    @Test func equalInputGivesEqualBits() throws {
        try forEachSelection { table, spec, result in
            let again = try Selector.select(table, by: spec)
            #expect(again.pairs == result.pairs)
            #expect(again.pairs.map(\.score.bitPattern) == result.pairs.map(\.score.bitPattern))
            #expect(again.statistics == result.statistics)
        }
    }

    @Test func everyPromptIsAccountedForOnce() throws {
        try forEachSelection { table, _, result in
            let prompts = result.pairs.map(\.prompt) + result.withoutPair.map(\.prompt)
            #expect(prompts.sorted() == Array(0..<table.promptCount))
            #expect(result.pairs.map(\.prompt) == result.pairs.map(\.prompt).sorted())
            #expect(result.withoutPair.map(\.prompt) == result.withoutPair.map(\.prompt).sorted())
        }
    }

    @Test func candidatesAndReasonsAddUpToAllPairs() throws {
        try forEachSelection { table, spec, result in
            let sizes = (0..<table.promptCount).map { table.answers(of: $0).count }
            let all = sizes.reduce(0) { $0 + (spec.pairing == .allPairs ? $1 * ($1 - 1) / 2 : $1 > 1 ? 1 : 0) }
            #expect(result.candidates + result.statistics.leftOut.values.reduce(0, +) == all)
        }
    }

    @Test func ranksOrderTheScoresAndKeptPairsComeFirst() throws {
        try forEachSelection { _, _, result in
            let byRank = result.pairs.sorted { $0.rank < $1.rank }
            #expect(byRank.map(\.rank) == Array(0..<byRank.count))
            #expect(zip(byRank, byRank.dropFirst()).allSatisfy { $0.score > $1.score || ($0.score == $1.score && $0.prompt < $1.prompt) })
            #expect(byRank.prefix(result.keptCount).allSatisfy { $0.kept })
            #expect(byRank.dropFirst(result.keptCount).allSatisfy { !$0.kept })
        }
    }

    @Test func chosenAlwaysBeatsRejected() throws {
        try forEachSelection { table, _, result in
            for pair in result.pairs {
                let answers = table.answers(of: pair.prompt)
                #expect(answers.contains(pair.chosen) && answers.contains(pair.rejected))
                #expect(pair.explicitMargin == table.rewards[pair.chosen] - table.rewards[pair.rejected])
                #expect(pair.explicitMargin > 0)
                #expect(table.textIdentities[pair.chosen] != table.textIdentities[pair.rejected])
                #expect(pair.score.isFinite)
            }
        }
    }

    @Test func sharesAddUpToOne() throws {
        var sums = 0
        try forEachSelection { _, _, result in
            let terms = result.statistics.explanation.terms
            for scope in [\TermExplanation.overCandidates, \.overBest, \.overKept] {
                let shares = terms.compactMap { $0[keyPath: scope]?.share }
                guard !shares.isEmpty else { continue }
                #expect(shares.count == terms.count)
                let sum: Double = shares.reduce(0, +)
                // Terms that cancel may be far larger than their sum.
                let size: Double = shares.map { abs($0) }.reduce(1, +)
                #expect(abs(sum - 1) <= 1e-9 * size)
                sums += 1
            }
        }
        #expect(sums > 150)
    }

    @Test func quartersHoldEveryPair() throws {
        try forEachSelection { _, _, result in
            let quartiles = result.statistics.explanation.explicitMargin
            #expect(quartiles?.pairs.reduce(0, +) ?? 0 == result.pairs.count)
            #expect(quartiles?.kept.reduce(0, +) ?? 0 == result.keptCount)
        }
    }

    /// Many blocks of the evaluator, against sums written out here.
    @Test func largeRoundsScoreLikeSmallOnes() throws {
        var generator = SeededGenerator(seed: 7)
        let table = randomTable(&generator, prompts: 1500, answers: 2...2)
        let result = try Selector.select(table, by: .of("map", family: .dpo))
        #expect(result.pairs.count > 1024)
        let dr = result.pairs.map(\.explicitMargin)
        let dh = try result.pairs.map { abs(try #require($0.implicitMargin)) }
        for (index, pair) in result.pairs.enumerated() {
            #expect(agrees(pair.score, standardized(dr, index) - standardized(dh, index)))
        }
        let ranked = try Selector.select(table, by: .of("rank(abs(dh))", family: .dpo))
        let ascending = dh.sorted()
        for (pair, margin) in zip(ranked.pairs, dh) {
            let place = try #require(ascending.firstIndex(of: margin))
            #expect(agrees(pair.score, Double(place) / Double(dh.count - 1)))
        }
        let random = try Selector.select(table, by: .of("random"))
        #expect(Set(random.pairs.map(\.score)).count == random.pairs.count)
    }

    private func standardized(_ column: [Double], _ index: Int) -> Double {
        let sum = column.reduce(0, +)
        let squares = column.reduce(0) { $0 + $1 * $1 }
        let mean = sum / Double(column.count)
        return (column[index] - mean) / (squares / Double(column.count) - mean * mean).squareRoot()
    }
}
