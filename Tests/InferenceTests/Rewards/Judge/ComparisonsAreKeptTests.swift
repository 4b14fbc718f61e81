import Foundation
import Inference
import TestSupport
import Testing

/// Comparisons come out beside the rewards, known ones are not made again, and what they come to is a matter of choice.
@Suite struct ComparisonsAreKeptTests {
    private static let path = "/v1/chat/completions"
    private static let responses = ["first", "second", "third", "fourth", "fifth"]

    private func reward(_ address: String, _ aggregate: JudgeAggregate = .winrate, _ schedule: JudgeSchedule = .all) throws -> JudgeReward {
        let judge = try Judge(.pairwise(.all, ties: true), model: "judge", aggregate: aggregate, schedule: schedule)
        return JudgeReward(client: try client(at: address), judge: judge)
    }

    /// Probability that `a` is better when it is shown first and when it is shown second, as the double has it.
    private func shown(_ a: String, _ b: String, _ bias: Double) -> (Double, Double) {
        let there = JudgeDouble.preferences(a, b, bias: bias, ties: true)
        let back = JudgeDouble.preferences(b, a, bias: bias, ties: true)
        return ((there["A"] ?? .nan) + 0.5 * (there["C"] ?? 0), (back["B"] ?? .nan) + 0.5 * (back["C"] ?? 0))
    }

    private func share(_ a: String, _ b: String, _ bias: Double) -> Double {
        let (one, two) = shown(a, b, bias)
        return (one + two) / 2
    }

    @Test func everyComparisonComesOutOnceWithBothOrders() async throws {
        var options = JudgeDouble.Options()
        options.bias = 2
        try await serving(JudgeDouble(options).server) { address in
            let request = RewardRequest(messages: question, responses: Self.responses)
            let made = try await reward(address).rewards(request).flatMap(\.comparisons)
            #expect(made.map { [$0.first, $0.second] }.count == 10)
            for comparison in made {
                let (one, two) = shown(Self.responses[comparison.first], Self.responses[comparison.second], 2)
                #expect(comparison.first < comparison.second)
                #expect(abs(comparison.shownFirst - one) < 1e-9 && abs(comparison.shownSecond - two) < 1e-9)
            }
        }
    }

    @Test func whatIsKnownIsNotAskedAndCounts() async throws {
        let double = JudgeDouble()
        try await serving(double.server) { address in
            let whole = try await reward(address).rewards(RewardRequest(messages: question, responses: Self.responses))
            let known = whole.flatMap(\.comparisons).filter { $0.first < 3 && $0.second < 3 }
            let before = double.journal.requests[Self.path] ?? 0
            let again = RewardRequest(messages: question, responses: Self.responses, known: known)
            let values = try await reward(address).rewards(again)
            #expect(values.map(\.score) == whole.map(\.score))
            #expect(values.map(\.details) == whole.map(\.details))
            #expect((double.journal.requests[Self.path] ?? 0) - before == 2 * (10 - 3))
            #expect(values.flatMap(\.comparisons).count == 7)
        }
    }

    @Test(arguments: [JudgeAggregate.winrate, .borda, .copeland])
    func theRewardIsWhatTheAggregateSays(aggregate: JudgeAggregate) async throws {
        try await serving(JudgeDouble().server) { address in
            let scores = try await reward(address, aggregate).score(prompt: question, responses: Self.responses)
            for (index, response) in Self.responses.enumerated() {
                let shares = Self.responses.filter { $0 != response }.map { share(response, $0, 0) }
                let expected =
                    switch aggregate {
                    case .winrate: shares.reduce(0, +) / 4
                    case .borda: shares.reduce(0, +)
                    case .copeland: Double(shares.count { $0 > 0.5 }) + 0.5 * Double(shares.count { $0 == 0.5 })
                    }
                #expect(abs(scores[index] - expected) < 1e-9)
            }
        }
    }

    @Test func aTieCountsOneHalfForCopeland() async throws {
        try await serving(JudgeDouble().server) { address in
            let scores = try await reward(address, .copeland).score(prompt: question, responses: ["x", "x"])
            #expect(scores == [0.5, 0.5])
        }
    }

    @Test func mergeSortRanksWithFewerComparisons() async throws {
        let double = JudgeDouble()
        try await serving(double.server) { address in
            let responses = (0..<16).map { "answer number \($0)" }
            let values = try await reward(address, .copeland, .mergeSort).rewards(RewardRequest(messages: question, responses: responses))
            let made = values.flatMap(\.comparisons)
            let asked = double.journal.requests[Self.path] ?? 0
            #expect(asked == 2 * made.count && made.count <= 49 && made.count >= 32)
            // The double prefers by a fixed order of the texts, so that sorting finds what all comparisons would.
            for (index, response) in responses.enumerated() {
                let beaten = responses.count { $0 != response && share(response, $0, 0) > 0.5 }
                #expect(values[index].score == Double(beaten))
            }
            // All that is known: nobody is asked again, and the ranking is the same.
            let known = RewardRequest(messages: question, responses: responses, known: made)
            #expect(try await reward(address, .copeland, .mergeSort).rewards(known).map(\.score) == values.map(\.score))
            #expect(double.journal.requests[Self.path] == asked)
        }
    }
}
