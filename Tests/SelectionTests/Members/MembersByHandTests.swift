import Glibc
import Selection
import Testing

@Suite struct MembersByHandTests {
    private func select(_ table: AnswerTable, _ rule: MemberRule, _ change: (inout MemberSpec) throws -> Void = { _ in }) throws
        -> MemberResult
    {
        var spec = MemberSpec(rule: rule, runSeed: 1, round: 1)
        try change(&spec)
        return try MemberSelector.select(table, by: spec)
    }

    private func table(_ prompts: [Double]...) -> AnswerTable {
        AnswerTable(prompts.map { $0.map { Answer(reward: $0) } })
    }

    private func accepted(_ result: MemberResult) -> [Int] {
        result.prompts.flatMap(\.members).filter { $0.label == .accepted }.map(\.response)
    }

    private func rejected(_ result: MemberResult) -> [Int] {
        result.prompts.flatMap(\.members).filter { $0.label == .rejected }.map(\.response)
    }

    @Test func atLeastTheMeanIsAccepted() throws {
        let result = try select(table([1, 4, 2, 1], [5], [3, 3]), .acceptReject)
        // Means 2 and 3; equal rewards are at their mean.
        #expect(accepted(result) == [1, 2, 5, 6])
        #expect(rejected(result) == [0, 3])
        #expect(result.prompts[0].members.map(\.rank) == [3, 1, 2, 4])
        #expect(result.prompts.map(\.score) == [3, 0])
        #expect(result.withoutMembers.map(\.prompt) == [1])
        #expect(result.withoutMembers.map(\.reason) == [.tooFewResponses])
        #expect(result.balance == MemberBalance(accepted: 4, rejected: 2))
    }

    @Test func meansOfEqualRewardsAreExact() throws {
        let result = try select(table([0.1, 0.1, 0.1]), .acceptReject)
        #expect(accepted(result) == [0, 1, 2])
    }

    @Test func conditionsSayWhatIsAcceptedAndWhatRejected() throws {
        let result = try select(table([1, 4, 2], [5], [2]), .acceptReject) {
            $0.accept = try ResponseCondition.parse("r > 3")
            $0.reject = try ResponseCondition.parse("r < 2 or r == 5")
        }
        #expect(accepted(result) == [1, 3])
        #expect(rejected(result) == [0])
        #expect(result.prompts[0].members.map(\.label) == [.rejected, .accepted, .neither])
        #expect(result.withoutMembers.map(\.reason) == [.noMember])
    }

    @Test(arguments: [
        (3, 3, 1.0, 1.0), (4, 3, 1, 1), (8, 3, 1, 2), (1, 4, 4, 1),
    ])
    func weightsBalanceTheSides(accepted: Int, rejected: Int, desirable: Double, undesirable: Double) throws {
        let weights = try #require(MemberBalance(accepted: accepted, rejected: rejected).weights)
        #expect(agrees(weights.desirable, desirable) && agrees(weights.undesirable, undesirable))
        let ratio = weights.desirable * Double(accepted) / (weights.undesirable * Double(rejected))
        #expect(ratio > 1 - 1e-12 && ratio < 4.0 / 3 + 1e-12)
    }

    @Test func oneSideAloneHasNoWeights() {
        #expect(MemberBalance(accepted: 3, rejected: 0).weights == nil)
        #expect(MemberBalance(accepted: 0, rejected: 3).weights == nil)
    }

    @Test func setsAreSplitAtTheMeanAndWeighTheirDistanceFromIt() throws {
        let result = try select(table([1, 5, 3], [2, 2]), .multiPreference(alpha: 0.5))
        let members = result.prompts[0].members
        // Mean 3: above it 5 alone, and 3 is not.
        #expect(members.map(\.label) == [.rejected, .accepted, .rejected])
        #expect(zip(members, [exp(1.0), exp(1.0), 1]).allSatisfy { agrees($0.weight, $1) })
        #expect(result.withoutMembers.map(\.reason) == [.tiedReward])
        #expect(try select(table([0, 1e6]), .multiPreference(alpha: 1)).withoutMembers.map(\.reason) == [.notFinite])
        #expect(throws: SelectionError.invalidRule("mpo has the alpha -1.0: it must be a finite number of at least 0")) {
            try select(table([0, 1]), .multiPreference(alpha: -1))
        }
    }

    @Test func theBestAgainstTheWorst() throws {
        let result = try select(table([1, 5, 3, 5, 2]), .activeMultiPreference(negatives: 2, by: .bottom))
        #expect(accepted(result) == [1])
        // The other 5 is no worse than the best.
        #expect(rejected(result) == [0, 4])
        #expect(result.prompts[0].members.map(\.label) == [.rejected, .accepted, .neither, .neither, .rejected])
        #expect(try rejected(select(table([1, 5, 3]), .activeMultiPreference(negatives: 9, by: .bottom))) == [0, 2])
        #expect(try select(table([5, 5]), .activeMultiPreference(negatives: 1, by: .bottom)).withoutMembers.map(\.reason) == [.tiedReward])
    }

    /// Response 0 is best; 1 and 2 point one way, 3 and 4 another, 5 between.
    private var clustered: AnswerTable {
        var table = table([9, 1, 2, 4, 3, 8])
        var vectors = VectorTable(dimension: 2)
        for vector: [Float] in [[1, 1], [1, 0], [0.96, 0.28], [0, 1], [0.28, 0.96], [0.6, 0.8]] { vectors.append(vector) }
        table.vectors["text"] = vectors
        return table
    }

    @Test func theWorstOfEachCluster() throws {
        let result = try select(clustered, .activeMultiPreference(negatives: 2, by: .clusters(vectors: "text")))
        #expect(rejected(result) == [1, 4])
    }

    /// Of candidates 5, 3, 4, 2, 1 in order of reward with weights e^-7, e^-3, e^-2, e^-1, 1: {1, 4} costs
    /// e^-1 * 0.04 + e^-3 * 0.04 + e^-7 * (1 - 0.936), and no other two cost less, though
    /// alone 2 is better than 1: 0.04 + e^-2 * 0.462 + e^-3 * 0.72 + e^-7 * 0.2 against e^-1 * 0.04 + e^-2 * 0.72 + e^-3 + e^-7 * 0.4.
    @Test func badResponsesLieNearOneThatIsRejected() throws {
        #expect(try rejected(select(clustered, .activeMultiPreference(negatives: 2, by: .coverage(vectors: "text")))) == [1, 4])
        #expect(try rejected(select(clustered, .activeMultiPreference(negatives: 1, by: .coverage(vectors: "text")))) == [2])
        #expect(throws: SelectionError.self) {
            try select(clustered, .activeMultiPreference(negatives: 2, by: .coverage(vectors: "embedding")))
        }
    }

    @Test func ranksAndTriples() throws {
        let result = try select(table([1, 5, 3, 5], [2, 1], [1]), .ranked)
        #expect(result.prompts[0].members.map(\.rank) == [4, 1, 3, 2])
        let triple = try #require(result.prompts[0].triple)
        #expect((triple.gold, triple.chosen, triple.rejected) == (1, 3, 0))
        #expect(result.prompts[1].triple == nil)
        #expect(result.withoutMembers.map(\.reason) == [.tooFewResponses])
    }

    @Test func theBestOfN() throws {
        let result = try select(table([1, 5, 5], [2], []), .best)
        #expect(accepted(result) == [1, 3])
        #expect(rejected(result).isEmpty)
        #expect(result.withoutMembers.map(\.prompt) == [2])
    }

    @Test func promptsAreRankedAndKept() throws {
        let prompts = table([0, 1], [0, 4], [0, 2])
        let result = try select(prompts, .ranked) { $0.keep = .count(2) }
        #expect(result.prompts.map(\.score) == [1, 4, 2])
        #expect(result.prompts.map(\.rank) == [2, 0, 1])
        #expect(result.prompts.map(\.reason) == [.notKept, nil, nil])
        #expect(result.keptCount == 2)
        let low = try select(prompts, .acceptReject) {
            $0.keep = .count(1)
            $0.prefer = .low
            $0.promptScore = try ResponseExpression.parse("r_max")
        }
        #expect(low.prompts.map(\.kept) == [true, false, false])
        #expect(low.balance == MemberBalance(accepted: 1, rejected: 1))
    }

    @Test func rewardsMayBeExpressionsAndChargedForTokens() throws {
        let answers = AnswerTable([[Answer(reward: 1, tokens: 4), Answer(reward: 3, tokens: 8), Answer(reward: -1, tokens: 2)]])
        let squared = try select(answers, .ranked) { $0.reward = try ResponseExpression.parse("sqrt(r)") }
        #expect(squared.prompts[0].members.map(\.response) == [0, 1])
        let charged = try select(answers, .best) { $0.lengthPenalty = 1 }
        // -3, -5, -3: the earlier of the best.
        #expect(accepted(charged) == [0])
    }

    @Test func everyPromptIsAccountedForOnce() throws {
        var generator = SeededGenerator(seed: 5)
        let rules: [MemberRule] = [
            .acceptReject, .multiPreference(alpha: 1), .activeMultiPreference(negatives: 2, by: .bottom),
            .activeMultiPreference(negatives: 2, by: .clusters(vectors: "text")),
            .activeMultiPreference(negatives: 2, by: .coverage(vectors: "text")), .ranked, .best,
        ]
        for round in 0..<40 {
            var prompts: [[Answer]] = []
            for _ in 0..<12 {
                let count = Int.random(in: 0...5, using: &generator)
                prompts.append((0..<count).map { _ in Answer(reward: Double(Int.random(in: -3...3, using: &generator))) })
            }
            var table = AnswerTable(prompts)
            var vectors = VectorTable(dimension: 3)
            for _ in 0..<table.answerCount { vectors.append((0..<3).map { _ in Float.random(in: -1...1, using: &generator) }) }
            table.vectors["text"] = vectors
            let result = try select(table, rules[round % rules.count]) { $0.keep = .ratio(0.5) }
            let again = try select(table, rules[round % rules.count]) { $0.keep = .ratio(0.5) }
            #expect(result.prompts == again.prompts)
            #expect((result.prompts.map(\.prompt) + result.withoutMembers.map(\.prompt)).sorted() == Array(0..<table.promptCount))
            for prompt in result.prompts {
                #expect(prompt.members.map(\.response) == Array(table.answers(of: prompt.prompt)))
                #expect(prompt.members.map(\.rank).sorted() == Array(1...prompt.members.count))
            }
        }
    }
}
