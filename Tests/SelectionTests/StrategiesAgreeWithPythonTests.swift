import FoundationEssentials
import Selection
import Testing

/// Random rounds, computed here and by Fixtures/strategies.py.
@Suite(.enabled(if: Python.has("numpy"), "needs python3 with numpy"))
struct StrategiesAgreeWithPythonTests {
    private struct Round: Encodable {
        struct Prompt: Encodable {
            let rewards: [Double]
            let logprobs: [Double]
            let tokens: [Int32]
            let vectors: [[Float]]
        }
        let prompts: [Prompt]
        let k: Int
        let penalty: Double
        let share: Double
        let alpha: Double

        var table: AnswerTable {
            var table = AnswerTable(
                prompts.map { prompt in
                    prompt.rewards.indices.map {
                        Answer(reward: prompt.rewards[$0], tokens: prompt.tokens[$0], policy: prompt.logprobs[$0])
                    }
                }
            )
            var vectors = VectorTable(dimension: 4)
            for vector in prompts.flatMap(\.vectors) { vectors.append(vector) }
            table.vectors["text"] = vectors
            return table
        }
    }

    private struct Expected: Decodable {
        struct Split: Decodable {
            let accepted: [Int]
            let weights: [Double]
        }
        struct Contrast: Decodable {
            let best: Int
            let negatives: [Int]

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                best = try values.decode(Int.self)
                negatives = try values.decode([Int].self)
            }
        }
        let rarity: [Int]?
        let distance: [Int]?
        let mpo: Split?
        let bottom: Contrast?
        let clusters: Contrast?
        let coverage: Contrast?
        let aepo: [Int]
        let aepo_values: [Double]?
    }

    private func rounds() -> [Round] {
        var generator = SeededGenerator(seed: 2025)
        return (0..<12).map { number in
            let prompts = (0..<25).map { _ in
                let count = Int.random(in: 1...9, using: &generator)
                return Round.Prompt(
                    // Every third round has rewards that tie.
                    rewards: (0..<count).map { _ in
                        number % 3 == 0 ? Double(Int.random(in: 0...3, using: &generator)) : Double.random(in: -3...3, using: &generator)
                    },
                    logprobs: (0..<count).map { _ in Double.random(in: -90...0, using: &generator) },
                    tokens: (0..<count).map { _ in Int32.random(in: 1...60, using: &generator) },
                    vectors: (0..<count).map { _ in (0..<4).map { _ in Float.random(in: -1...1, using: &generator) } }
                )
            }
            return Round(
                prompts: prompts,
                k: 1 + number % 4,
                penalty: Double(number % 5) / 2,
                share: [0.1, 0.25, 0.5][number % 3],
                alpha: Double(number % 4) / 2
            )
        }
    }

    @Test func everyRound() throws {
        let rounds = rounds()
        let script = try String(decoding: Data(contentsOf: JSONFile.fixtures.appending(path: "strategies.py")), as: UTF8.self)
        let input = String(decoding: try JSONEncoder().encode(rounds), as: UTF8.self)
        let output = try #require(Python.run(script, input: input))
        let expected = try JSONDecoder().decode([[Expected]].self, from: Data(output.utf8))
        try #require(expected.count == rounds.count)
        for (round, expected) in zip(rounds, expected) {
            try checkPairs(round, expected.map(\.rarity), .rarity)
            try checkPairs(round, expected.map(\.distance), .distance(vectors: "text"))
            try checkSplit(round, expected.map(\.mpo))
            try checkContrast(round, expected.map(\.bottom), .bottom)
            try checkContrast(round, expected.map(\.clusters), .clusters(vectors: "text"))
            try checkContrast(round, expected.map(\.coverage), .coverage(vectors: "text"))
            checkSubset(round, expected)
        }
        // The search is local: it need not find the best subset there is, but mostly does.
        let values = expected.flatMap { $0.compactMap(\.aepo_values) }
        #expect(values.count > 100 && 10 * values.count { $0[0] > $0[1] - 1e-9 } > 8 * values.count)
    }

    private func checkPairs(_ round: Round, _ expected: [[Int]?], _ measure: DiversePairing.Measure) throws {
        let table = round.table
        var spec = try SelectionSpec.of("explicit", pairing: .diverse)
        spec.diverse = DiversePairing(pools: .share(round.share), measure: measure)
        let result = try Selector.select(table, by: spec)
        var pairs = [[Int]?](repeating: nil, count: table.promptCount)
        for pair in result.pairs {
            let first = table.answers(of: pair.prompt).lowerBound
            pairs[pair.prompt] = [pair.chosen - first, pair.rejected - first]
        }
        #expect(pairs == expected)
    }

    private func checkSplit(_ round: Round, _ expected: [Expected.Split?]) throws {
        let table = round.table
        let result = try MemberSelector.select(table, by: MemberSpec(rule: .multiPreference(alpha: round.alpha), runSeed: 1, round: 1))
        #expect(result.prompts.map(\.prompt) == expected.indices.filter { expected[$0] != nil })
        for prompt in result.prompts {
            let split = try #require(expected[prompt.prompt])
            #expect(prompt.members.indices.filter { prompt.members[$0].label == .accepted } == split.accepted)
            #expect(zip(prompt.members, split.weights).allSatisfy { agrees($0.weight, $1) })
        }
    }

    private func checkContrast(_ round: Round, _ expected: [Expected.Contrast?], _ choice: NegativeChoice) throws {
        let table = round.table
        let rule = MemberRule.activeMultiPreference(negatives: round.k, by: choice)
        let result = try MemberSelector.select(table, by: MemberSpec(rule: rule, runSeed: 1, round: 1))
        #expect(result.prompts.map(\.prompt) == expected.indices.filter { expected[$0] != nil })
        for prompt in result.prompts {
            let contrast = try #require(expected[prompt.prompt])
            #expect(prompt.members.indices.filter { prompt.members[$0].label == .accepted } == [contrast.best])
            #expect(prompt.members.indices.filter { prompt.members[$0].label == .rejected } == contrast.negatives)
        }
    }

    private func checkSubset(_ round: Round, _ expected: [Expected]) {
        let table = round.table
        for (prompt, expected) in expected.enumerated() {
            let responses = table.answers(of: prompt)
            guard let vectors = table.vectors["text"] else { continue }
            let subset = DiverseSubset.aepo(vectors, of: Array(responses), k: round.k, lambda: round.penalty)
            #expect(subset.map { $0 - responses.lowerBound } == expected.aepo)
        }
    }
}
