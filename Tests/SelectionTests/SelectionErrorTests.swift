import Selection
import Testing

@Suite struct SelectionErrorTests {
    private let table = AnswerTable([[Answer(reward: 1), Answer(reward: 0)], [Answer(reward: 1), Answer(reward: 0, reference: nil)]])

    @Test func missingLogprobsAreAnErrorOnlyWhereTheyAreUsed() throws {
        let missing = SelectionError.missingLogprob(model: "reference", prompt: 1, sample: 1)
        #expect(throws: missing) { try Selector.select(table, by: .of("map", family: .dpo)) }
        #expect(throws: missing) { try Selector.select(table, by: .of("explicit", where: "dh > -100", family: .dpo)) }
        #expect(throws: Never.self) { try Selector.select(table, by: .of("map", family: .simpo)) }
        let result = try Selector.select(table, by: .of("explicit", family: .dpo))
        #expect(result.pairs.map { $0.implicitMargin == nil } == [false, true])
        #expect(result.statistics.absoluteImplicitMargin?.count == 1)
        #expect(
            "\(missing)"
                == "sample 1 of the prompt at position 1 has no reference log-prob, and the selection's expressions use dh: "
                + "score it first, or leave the response out"
        )
    }

    @Test func policyLogprobsAreNeededByEveryFamily() throws {
        let table = AnswerTable([[Answer(reward: 1, policy: nil), Answer(reward: 0)]])
        for family in ImplicitReward.allCases {
            #expect(throws: SelectionError.missingLogprob(model: "policy", prompt: 0, sample: 0)) {
                try Selector.select(table, by: .of("map", family: family))
            }
            let result = try Selector.select(table, by: .of("explicit", family: family))
            #expect(result.pairs.map(\.implicitMargin) == [nil])
            #expect(result.statistics.absoluteImplicitMargin == nil)
        }
    }

    @Test func numbersMustBeFinite() throws {
        let rewards = AnswerTable([[Answer(reward: 1), Answer(reward: .nan)]])
        let error = try #require(throws: SelectionError.self) { try Selector.select(rewards, by: .of("explicit")) }
        #expect("\(error)" == "the reward of sample 1 of the prompt at position 0 is nan: it must be a finite number")
        let logprobs = AnswerTable([[Answer(reward: 1, policy: -.infinity)]])
        #expect(throws: SelectionError.notFinite("policy log-prob", -.infinity, prompt: 0, sample: 0)) {
            try Selector.select(logprobs, by: .of("explicit"))
        }
    }

    @Test func samplesMustAscend() throws {
        var table = AnswerTable()
        table.beginPrompt(hash: 1)
        for sample: Int32 in [0, 2, 2] {
            table.append(sample: sample, reward: 1, tokens: 1, policyLogprob: nil, referenceLogprob: nil, textIdentity: sample)
        }
        #expect(throws: SelectionError.samplesOutOfOrder(prompt: 0, sample: 2)) { try Selector.select(table, by: .of("explicit")) }
    }

    @Test func specsAreChecked() throws {
        var spec = try SelectionSpec.of("map")
        spec.beta = 0
        #expect(throws: SelectionError.invalidBeta(0)) { try Selector.select(table, by: spec) }
        spec = try SelectionSpec.of("map", keep: .ratio(1.5))
        let error = try #require(throws: SelectionError.self) { try Selector.select(table, by: spec) }
        #expect("\(error)" == "keep has the ratio 1.5: it must be above 0 and at most 1 (write a count without a point)")
    }

    @Test func betaIsTheFamilysUnlessGiven() throws {
        let betas = try ImplicitReward.allCases.map { try SelectionSpec.of("map", family: $0).beta }
        #expect(betas == [1, 2.5, 0.1, 0.1])
        let score = try ScoreExpression.parse("map")
        let spec = SelectionSpec(pairing: .allPairs, implicitReward: .dpo, beta: 0.5, score: score, keep: .count(1), runSeed: 1, round: 1)
        #expect(spec.beta == 0.5)
    }
}
