import Selection
import Testing

@Suite struct OptionalGuardTests {
    private let rewards = [0.0, 1, 3]

    private func result(_ table: AnswerTable, _ guards: Guards, where filter: String? = nil) throws -> SelectionResult {
        var spec = try SelectionSpec.of("explicit", where: filter)
        spec.guards = guards
        spec.pairsPerPrompt = 9
        return try Selector.select(table, by: spec)
    }

    @Test func nearIdenticalVectors() throws {
        var table = AnswerTable([rewards.map { Answer(reward: $0) }])
        var vectors = VectorTable(dimension: 2)
        for vector: [Float]? in [[1, 0], [0.8, 0.6], nil] { vectors.append(vector) }
        table.vectors["text"] = vectors
        let all = try result(table, Guards(nearIdentical: 0.75))
        #expect(all.pairs.map { [$0.chosen, $0.rejected] } == [[2, 0], [2, 1]])
        #expect(all.statistics.leftOut == [.nearIdentical: 1])
        #expect(try result(table, Guards(nearIdentical: 0.85)).candidates == 3)
        let missing = try #require(throws: SelectionError.self) {
            try result(table, Guards(nearIdentical: 0.75, nearIdenticalVectors: "embedding"))
        }
        #expect(
            "\(missing)"
                == "the selection's expressions read vectors `embedding` of each response, which these responses do not have: "
                + "make them first, or compare by others"
        )
    }

    @Test func lengthRatios() throws {
        let table = AnswerTable([zip(rewards, [Int32(10), 20, 41]).map { Answer(reward: $0, tokens: $1) }])
        #expect(try result(table, Guards(lengthRatio: 2.05)).statistics.leftOut == [.lengthRatio: 1])
        #expect(try result(table, Guards(lengthRatio: 2)).statistics.leftOut == [.lengthRatio: 2])
        #expect(try result(table, Guards(lengthRatio: 1)).withoutPair.map(\.reason) == [.lengthRatio])
        let empty = AnswerTable([[Answer(reward: 1, tokens: 0), Answer(reward: 0, tokens: 5)]])
        #expect(try result(empty, Guards(lengthRatio: 100)).withoutPair.map(\.reason) == [.lengthRatio])
    }

    @Test(arguments: [
        (Guards.Refusals.allow, [[2, 0], [2, 1], [1, 0]]), (.neverChosen, [[2, 0], [2, 1]]), (.neverRejected, [[2, 0], [1, 0]]),
        (.leaveOut, [[2, 0]]),
    ])
    func refusals(handling: Guards.Refusals, pairs: [[Int]]) throws {
        var table = AnswerTable([rewards.map { Answer(reward: $0) }])
        table.responseColumns["refusal"] = [0, 1, .nan]
        let result = try result(table, Guards(refusals: handling))
        #expect(result.pairs.map { [$0.chosen, $0.rejected] } == pairs)
        #expect(result.statistics.leftOut[.refusal, default: 0] == 3 - pairs.count)
        table.responseColumns = [:]
        if handling != .allow {
            #expect(throws: SelectionError.self) { try self.result(table, Guards(refusals: handling)) }
        }
    }

    @Test func tokensAreChargedBeforeAnythingElse() throws {
        let table = AnswerTable([[Answer(reward: 1, tokens: 10), Answer(reward: 2, tokens: 40)]])
        let pair = try #require(result(table, Guards(lengthPenalty: 0.125)).pairs.first)
        #expect((pair.chosen, pair.rejected, pair.explicitMargin) == (0, 1, 2.75))
        let other = try #require(result(table, Guards(lengthPenalty: -0.125)).pairs.first)
        #expect((other.chosen, other.explicitMargin) == (1, 4.75))
    }

    @Test func rewardsMayBeExpressions() throws {
        var table = AnswerTable([[Answer(reward: .nan), Answer(reward: 5), Answer(reward: 1)], [Answer(reward: 1), Answer(reward: 2)]])
        table.responseColumns["r.a"] = [1, 2, 4, 1, 2]
        table.responseColumns["r.b"] = [1, 1, .nan, .nan, 1]
        var spec = try SelectionSpec.of("explicit")
        spec.pairsPerPrompt = 9
        spec.reward = try ResponseExpression.parse("r.a - 3*r.b", in: ColumnCatalogue(rewards: ["a", "b"]))
        for pairing in Pairing.allCases where pairing != .correctWrong {
            spec.pairing = pairing
            let result = try Selector.select(table, by: spec)
            #expect(result.pairs.map { [$0.chosen, $0.rejected] } == [[1, 0]])
            #expect(result.pairs.map(\.explicitMargin) == [1])
            #expect(result.withoutPair.map(\.reason) == [.notFinite])
        }
        spec.pairing = .allPairs
        #expect(try Selector.select(table, by: spec).statistics.leftOut == [.notFinite: 3])
        spec.guards.lengthPenalty = 1
        #expect(try Selector.select(table, by: spec).pairs.map(\.explicitMargin) == [1])
        spec.reward = nil
        #expect(throws: SelectionError.self) { try Selector.select(table, by: spec) }
    }

    @Test func reasonsComeInTheOrderOfTheWork() throws {
        var table = AnswerTable([[Answer(reward: 0, tokens: 9), Answer(reward: 1)]])
        table.responseColumns["refusal"] = [1, 0]
        let guards = Guards(lengthRatio: 2, refusals: .leaveOut)
        #expect(try result(table, guards, where: "dr > 5").withoutPair.map(\.reason) == [.lengthRatio])
        #expect(try result(table, Guards(refusals: .leaveOut), where: "dr > 5").withoutPair.map(\.reason) == [.refusal])
    }

    @Test(arguments: [
        (Guards(nearIdentical: 0), "the guard against near-identical responses has the similarity 0.0: it must be above 0 and at most 1"),
        (Guards(lengthRatio: 0.5), "the guard against unequal lengths has the ratio 0.5: it must be a finite number of at least 1"),
        (Guards(lengthPenalty: .infinity), "the length penalty is inf: it must be a finite number"),
        (Guards(ties: -1), "the tolerance of ties is -1.0: it must be a finite number of at least 0"),
    ])
    func numbersAreChecked(guards: Guards, problem: String) throws {
        #expect(throws: SelectionError.invalidRule(problem)) { try result(AnswerTable(), guards) }
    }
}
