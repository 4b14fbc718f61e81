import Selection
import Testing

/// What holds for every rule together with every other.
@Suite struct PairingPropertyTests {
    private struct Case {
        let prompts: [[Answer]]
        let vectors: [[[Float]]]
        let refusals: [[Double]]
        let spec: SelectionSpec

        /// The prompts in some order; hashes and what belongs to them go along.
        func table(_ order: [Int]) -> AnswerTable {
            var table = AnswerTable()
            var vectors = VectorTable(dimension: 3)
            for prompt in order {
                table.beginPrompt(hash: UInt64(prompt + 1))
                for (sample, answer) in prompts[prompt].enumerated() {
                    table.append(
                        sample: Int32(sample),
                        reward: answer.reward,
                        tokens: answer.tokens,
                        policyLogprob: answer.policy,
                        referenceLogprob: answer.reference,
                        textIdentity: answer.text ?? Int32(100 + sample)
                    )
                    vectors.append(self.vectors[prompt][sample])
                }
            }
            table.vectors["text"] = vectors
            table.responseColumns["refusal"] = order.flatMap { refusals[$0] }
            return table
        }
    }

    private func spec(_ generator: inout SeededGenerator, score: String, hasWholeRewards: Bool) throws -> SelectionSpec {
        let pairing = Pairing.allCases.randomElement(using: &generator) ?? .allPairs
        var spec = try SelectionSpec.of(score, where: Bool.random(using: &generator) ? "dr < 3" : nil, pairing: pairing)
        spec.diverse.pools = Bool.random(using: &generator) ? .share(0.4) : .threshold(0.2)
        spec.diverse.measure = Bool.random(using: &generator) ? .rarity : .distance(vectors: "text")
        spec.pairsPerPrompt = Int.random(in: 1...4, using: &generator)
        spec.diversity.sides = PairDiversity.Sides.allCases.randomElement(using: &generator) ?? .none
        spec.diversity.maximalSimilarity = Bool.random(using: &generator) ? 0.3 : nil
        spec.prefer = Bool.random(using: &generator) ? .high : .low
        spec.keep = [Keep.all, .ratio(0.5), .count(4), .threshold(0.5, inclusive: true)].randomElement(using: &generator) ?? .all
        spec.guards = Guards(
            nearIdentical: Bool.random(using: &generator) ? 0.9 : nil,
            lengthRatio: Bool.random(using: &generator) ? 8 : nil,
            refusals: Guards.Refusals.allCases.randomElement(using: &generator) ?? .allow,
            lengthPenalty: Bool.random(using: &generator) ? 0.01 : 0,
            ties: hasWholeRewards && Bool.random(using: &generator) ? 0.25 : nil
        )
        if Bool.random(using: &generator) { spec.flip = try FilterExpression.parse("dh > 1") }
        if Bool.random(using: &generator) {
            spec.quotas = [Quota(name: "short", condition: try FilterExpression.parse("T_w < 20"), amount: .share(0.5))]
        }
        spec.columns = [try NamedExpression.parse("dr - dh", name: "gap"), try NamedExpression.parse("log(dr) > 0", name: "large")]
        return spec
    }

    private func forEachCase(_ count: Int, score: String, hasWholeRewards: Bool, _ body: (Case) throws -> Void) throws {
        var generator = SeededGenerator(seed: 77)
        for _ in 0..<count {
            var prompts: [[Answer]] = []
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                var answers: [Answer] = []
                for _ in 0..<Int.random(in: 0...6, using: &generator) {
                    let reward =
                        hasWholeRewards
                        ? Double(Int.random(in: -6...6, using: &generator)) / 4 : Double.random(in: -2...2, using: &generator)
                    let tokens = Int32.random(in: 1...40, using: &generator)
                    let policy = Double.random(in: -80...0, using: &generator)
                    answers.append(Answer(reward: reward, tokens: tokens, policy: policy, text: Int32.random(in: 0...9, using: &generator)))
                }
                prompts.append(answers)
            }
            let vectors = prompts.map { $0.map { _ in (0..<3).map { _ in Float.random(in: -1...1, using: &generator) } } }
            let refusals = prompts.map { $0.map { _ in Bool.random(using: &generator) ? 1.0 : 0 } }
            let spec = try spec(&generator, score: score, hasWholeRewards: hasWholeRewards)
            try body(Case(prompts: prompts, vectors: vectors, refusals: refusals, spec: spec))
        }
    }

    @Test func everyPromptAndEveryCandidateIsAccountedFor() throws {
        try forEachCase(300, score: "map_raw", hasWholeRewards: true) { round in
            let table = round.table(Array(round.prompts.indices))
            let result = try Selector.select(table, by: round.spec)
            let again = try Selector.select(table, by: round.spec)
            #expect(again.pairs == result.pairs && again.statistics == result.statistics)
            let withPair = Set(result.pairs.map(\.prompt))
            #expect(withPair.isDisjoint(with: result.withoutPair.map(\.prompt)))
            #expect(withPair.count + result.withoutPair.count == table.promptCount)
            #expect(result.candidates == result.pairs.count + result.statistics.passedOver.values.reduce(0, +))
            #expect(zip(result.pairs, result.pairs.dropFirst()).allSatisfy { ($0.prompt, $0.place) < ($1.prompt, $1.place) })
            #expect(result.pairs.map(\.rank).sorted() == Array(result.pairs.indices))
            #expect(result.keptCount == result.pairs.count { $0.reason == nil })
            for pair in result.pairs {
                let margin = table.rewards[pair.chosen] - table.rewards[pair.rejected]
                let charge = round.spec.guards.lengthPenalty * Double(table.tokens[pair.chosen] - table.tokens[pair.rejected])
                #expect(agrees(pair.explicitMargin, margin - charge))
                #expect(pair.values.count == result.columns.count)
                let isOrdered = pair.isTie || pair.isFlipped || round.spec.pairing == .correctWrong
                #expect(isOrdered || pair.explicitMargin > 0)
                #expect(pair.place < round.spec.pairsPerPrompt)
            }
        }
    }

    @Test func allPairsLooksAtEveryTwoResponses() throws {
        try forEachCase(200, score: "map", hasWholeRewards: true) { round in
            guard round.spec.pairing == .allPairs else { return }
            let result = try Selector.select(round.table(Array(round.prompts.indices)), by: round.spec)
            let all = round.prompts.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
            #expect(result.candidates + result.statistics.leftOut.values.reduce(0, +) == all)
        }
    }

    /// With scores that do not tie, the order of the prompts changes nothing.
    @Test func theOrderOfPromptsDoesNotMatter() throws {
        struct Identity: Hashable {
            let prompt: UInt64
            let chosen: Int32
            let rejected: Int32
            let kept: Bool
            let rank: Int
        }
        try forEachCase(200, score: "dr", hasWholeRewards: false) { round in
            let orders = [Array(round.prompts.indices), round.prompts.indices.reversed()]
            let outcomes = try orders.map { order in
                let table = round.table(order)
                return try Set(
                    Selector.select(table, by: round.spec).pairs.map { pair in
                        Identity(
                            prompt: table.promptHashes[pair.prompt],
                            chosen: table.samples[pair.chosen],
                            rejected: table.samples[pair.rejected],
                            kept: pair.kept,
                            rank: pair.rank
                        )
                    }
                )
            }
            #expect(outcomes[0] == outcomes[1])
        }
    }
}
