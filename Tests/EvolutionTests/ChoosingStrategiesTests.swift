import Evolution
import Testing

@Suite struct ChoosingStrategiesTests {
    private let all = RewriteStrategy.builtIn

    private func names(_ count: Int?, _ seed: UInt64, _ strategies: [RewriteStrategy]? = nil) -> [String] {
        StrategyChoice(strategies: strategies ?? all, perPrompt: count).strategies(seed: seed).map(\.name)
    }

    @Test func allOfThemUnlessANumberIsSet() {
        let listed = ["breadth", "deepen", "constrain", "concretize", "reason"]
        #expect(names(nil, 1) == listed)
        #expect(names(5, 1) == listed)
        #expect(names(9, 1) == listed)
        #expect(names(0, 1).isEmpty)
        #expect(names(2, 1, []).isEmpty)
    }

    @Test func aChoiceStandsInTheOrderOfTheListAndGrowsWithTheNumber() {
        for seed in 0..<200 as Range<UInt64> {
            for count in 1...4 {
                let chosen = names(count, seed)
                #expect(chosen.count == count)
                #expect(chosen == all.map(\.name).filter(chosen.contains))
                #expect(Set(chosen).isSubset(of: names(count + 1, seed)))
                #expect(chosen == names(count, seed))
                #expect(Set(chosen) == Set(names(count, seed, all.reversed())))
            }
        }
    }

    @Test func everyChoiceIsEquallyLikely() {
        var counts: [[String]: Int] = [:]
        let draws = 20_000
        for seed in 0..<UInt64(draws) { counts[names(2, seed), default: 0] += 1 }
        #expect(counts.count == 10)
        // Binomial: expected 2000, standard deviation 42; six of them.
        #expect(counts.values.allSatisfy { abs($0 - draws / 10) < 255 })
    }
}
