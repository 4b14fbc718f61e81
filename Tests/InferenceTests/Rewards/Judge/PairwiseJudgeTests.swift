import Foundation
import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct PairwiseJudgeTests {
    private struct Details: Decodable {
        struct Comparison: Decodable {
            var with: Int
            var shown_first: Double
            var shown_second: Double
        }
        var comparisons: [Comparison]
        var disagreements: Int
    }

    private static let path = "/v1/chat/completions"

    private func reward(_ address: String, _ pairs: JudgePairs = .all, ties: Bool = true) throws -> JudgeReward {
        JudgeReward(client: try client(at: address), judge: try Judge(.pairwise(pairs, ties: ties), model: "judge"))
    }

    private func details(_ value: RewardValue) throws -> Details {
        try JSONDecoder().decode(Details.self, from: Data((value.details ?? "").utf8))
    }

    /// Probability that `a` is better than `b`, free of the order, as the double has it.
    private func better(_ a: String, _ b: String, bias: Double, ties: Bool) -> Double {
        let there = JudgeDouble.preferences(a, b, bias: bias, ties: ties)
        let back = JudgeDouble.preferences(b, a, bias: bias, ties: ties)
        return ((there["A"] ?? .nan) + 0.5 * (there["C"] ?? 0) + (back["B"] ?? .nan) + 0.5 * (back["C"] ?? 0)) / 2
    }

    @Test(arguments: [(0.0, true), (3, true), (0, false), (3, false)])
    func theScoreIsTheMeanProbabilityToWin(bias: Double, ties: Bool) async throws {
        var options = JudgeDouble.Options()
        options.bias = bias
        let double = JudgeDouble(options)
        try await serving(double.server) { address in
            let reward = try reward(address, ties: ties)
            #expect(reward.batching == .list && reward.contract == "judge_pairwise")
            let responses = ["first", "second", "third", "fourth"]
            let scores = try await reward.score(prompt: question, responses: responses)
            for (index, response) in responses.enumerated() {
                let others = responses.filter { $0 != response }
                let expected = others.map { better(response, $0, bias: bias, ties: ties) }.reduce(0, +) / 3
                #expect(abs(scores[index] - expected) < 1e-9)
            }
            #expect(abs(scores.reduce(0, +) - 2) < 1e-9)
            #expect(double.journal.requests[Self.path] == 12)
        }
    }

    @Test func disagreementsOfTheTwoOrdersAreRecorded() async throws {
        var options = JudgeDouble.Options()
        options.bias = 100
        try await serving(JudgeDouble(options).server) { address in
            let values = try await reward(address).rewards(RewardRequest(messages: question, responses: ["x", "y", "z"]))
            for (index, value) in values.enumerated() {
                let details = try details(value)
                #expect(details.disagreements == 2)
                #expect(details.comparisons.map(\.with) == [0, 1, 2].filter { $0 != index })
                #expect(details.comparisons.allSatisfy { $0.shown_first > 0.8 && $0.shown_second < 0.2 })
                #expect(abs(value.score - 0.5) < 0.01)
            }
        }
    }

    @Test func detailsAreSeenFromEachSide() async throws {
        try await serving(JudgeDouble().server) { address in
            let values = try await reward(address, ties: false).rewards(RewardRequest(messages: question, responses: ["x", "y"]))
            let (x, y) = (try details(values[0]).comparisons[0], try details(values[1]).comparisons[0])
            let isBetter = JudgeDouble.preferences("x", "y", ties: false)["A"] ?? .nan
            #expect(abs(x.shown_first - isBetter) < 1e-9 && abs(x.shown_second - isBetter) < 1e-9)
            #expect(abs(y.shown_first - (1 - isBetter)) < 1e-9 && abs(y.shown_second - (1 - isBetter)) < 1e-9)
            #expect(try details(values[0]).disagreements == 0)
        }
    }

    @Test(arguments: [(2, 2), (3, 6), (4, 8), (7, 14)])
    func aRingComparesEachWithTwo(count: Int, requests: Int) async throws {
        let double = JudgeDouble()
        try await serving(double.server) { address in
            let responses = (0..<count).map { "answer \($0)" }
            let values = try await reward(address, .ring).rewards(RewardRequest(messages: question, responses: responses))
            #expect(double.journal.requests[Self.path] == requests)
            for value in values { #expect(try details(value).comparisons.count == min(2, count - 1)) }
        }
    }

    @Test func equalResponsesAreTiesThatNobodyIsAskedAbout() async throws {
        let double = JudgeDouble()
        try await serving(double.server) { address in
            #expect(try await reward(address).score(prompt: question, responses: ["x", "x"]) == [0.5, 0.5])
            #expect(double.journal.requests[Self.path] == nil)
            let scores = try await reward(address).score(prompt: question, responses: ["x", "<think>no</think>x", "y"])
            #expect(scores[0] == scores[1])
            // x against y is one question, whoever says x.
            #expect(double.journal.requests[Self.path] == 2)
        }
    }

    @Test func oneResponseIsRejectedAndNoneIsNothing() async throws {
        let judge = try judge(.pairwise(.all, ties: true), FakeTransport(.ok("{}")))
        #expect(try await failure { try await judge.score(prompt: question, responses: ["8"]) }.failure == .rejected)
        #expect(try await judge.score(prompt: question, responses: []).isEmpty)
    }

    @Test func whatWasJudgedIsNotAskedAgainWhenTheListIsTriedAgain() async throws {
        let double = JudgeDouble()
        double.setFaults { $0.add(.nullContent, on: Self.path, .numbers(4...4)) }
        try await serving(double.server) { address in
            let reward = try reward(address)
            let responses = ["x", "y", "z"]
            #expect(try await failure { try await reward.score(prompt: question, responses: responses) }.failure == .malformedReply)
            #expect(double.journal.requests[Self.path] == 4)
            let scores = try await reward.score(prompt: question, responses: responses)
            #expect(double.journal.requests[Self.path] == 7)
            // Complete, it is forgotten.
            #expect(try await reward.score(prompt: question, responses: responses) == scores)
            #expect(double.journal.requests[Self.path] == 13)
        }
    }
}
