import Foundation
import Inference
import Platform
import Scheduling
import TestSupport
import Testing

@Suite struct PointwiseJudgeTests {
    private struct Details: Decodable {
        var verdict: String
        var probabilities: [String: Double]?
        var mass: Double?
    }

    private static let answers = (0..<12).map { "answer number \($0)" }

    private func reward(
        _ address: String,
        _ scale: JudgeScale,
        isStructured: Bool = false,
        usesLogprobs: Bool = true,
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> JudgeReward {
        let judge = try Judge(.pointwise(scale), model: "judge", isStructured: isStructured, usesLogprobs: usesLogprobs)
        return JudgeReward(client: try client(at: address), judge: judge, notice: notice)
    }

    private static func expected(_ answer: String, _ scale: ClosedRange<Int>) -> Double {
        let ratings = JudgeDouble.ratings(of: answer, from: scale.lowerBound, to: scale.upperBound)
        return scale.reduce(0) { $0 + Double($1) * (ratings[String($1)] ?? .nan) }
    }

    private static func best(_ answer: String, _ scale: ClosedRange<Int>) -> Double {
        let ratings = JudgeDouble.ratings(of: answer, from: scale.lowerBound, to: scale.upperBound)
        return scale.max { (ratings[String($0)] ?? .nan) < (ratings[String($1)] ?? .nan) }.map(Double.init) ?? .nan
    }

    @Test(arguments: [JudgeDouble.Style.bare, .json, .fencedJSON, .thinking, .sentence, .brackets])
    func theScoreIsTheExpectedRatingHoweverItIsPut(style: JudgeDouble.Style) async throws {
        var options = JudgeDouble.Options()
        options.style = style
        let double = JudgeDouble(options)
        try await serving(double.server) { address in
            // With two spellings of each, 9 ratings are all among the 20 alternatives.
            let reward = try reward(address, try JudgeScale(1, 9))
            #expect(try await reward.probe().models == ["judge"])
            #expect(reward.batching == .single && reward.contract == "judge_pointwise")
            for answer in Self.answers {
                let value = try await reward.rewards(RewardRequest(messages: question, responses: [answer]))[0]
                #expect(abs(value.score - Self.expected(answer, 1...9)) < 1e-9)
                let details = try JSONDecoder().decode(Details.self, from: Data((value.details ?? "").utf8))
                #expect(Double(details.verdict) == Self.best(answer, 1...9))
                #expect(abs((details.mass ?? 0) - 0.9) < 1e-9)
                #expect(details.probabilities?.count == 9)
            }
        }
    }

    @Test func aTenOfTwoTokensIsToldFromAOne() async throws {
        var options = JudgeDouble.Options()
        options.splitsDigits = true
        try await serving(JudgeDouble(options).server) { address in
            let reward = try reward(address, try JudgeScale(1, 10), isStructured: true)
            // The more of them, the surer that ones and tens are there.
            let answers = (0..<150).map { "answer number \($0)" }
            for answer in answers {
                let score = try await reward.score(prompt: question, responses: [answer])[0]
                let best = Self.best(answer, 1...10)
                let expected = Self.expected(answer, 1...10)
                // Elsewhere the little that fell on either is left out, or the rating counts as it was given.
                #expect(abs(score - expected) < (best == 10 || best == 1 ? 0.01 : 0.5) || score == best, "\(answer): \(score), \(expected)")
            }
            #expect(answers.contains { Self.best($0, 1...10) == 10 } && answers.contains { Self.best($0, 1...10) == 1 })
        }
    }

    @Test func withoutLogprobsTheRatingItselfCounts() async throws {
        let double = JudgeDouble()
        try await serving(double.server) { address in
            let reward = try reward(address, try JudgeScale(0, 4), usesLogprobs: false)
            for answer in Self.answers {
                #expect(try await reward.score(prompt: question, responses: [answer]) == [Self.best(answer, 0...4)])
            }
            #expect(double.journal.recent.allSatisfy { !$0.text.contains("logprobs") })
        }
        var options = JudgeDouble.Options()
        options.hidesLogprobs = true
        try await serving(JudgeDouble(options).server) { address in
            let scores = try await reward(address, try JudgeScale(0, 4)).score(prompt: question, responses: [Self.answers[0]])
            #expect(scores == [Self.best(Self.answers[0], 0...4)])
        }
    }

    @Test(arguments: [true, false])
    func whatIsRefusedIsLeftOutFromThenOn(hidesParam: Bool) async throws {
        var options = JudgeDouble.Options()
        options.refusedFields = ["response_format", "temperature", "max_completion_tokens"]
        options.mostAlternatives = 5
        options.hidesParam = hidesParam
        let double = JudgeDouble(options)
        let notices = Lock<[String]>([])
        try await serving(double.server) { address in
            let reward = try reward(address, try JudgeScale(1, 2), isStructured: true) { text in notices.withLock { $0.append(text) } }
            for answer in Self.answers {
                #expect(abs(try await reward.score(prompt: question, responses: [answer])[0] - Self.expected(answer, 1...2)) < 1e-9)
            }
            #expect(double.journal.requests["/v1/chat/completions"] == Self.answers.count + 4)
            #expect(double.journal.recent.last?.text.contains("\"max_tokens\":") == true)
            #expect(double.journal.recent.last?.text.contains("\"top_logprobs\":5") == true)
        }
        let told = notices.withLock { $0 }
        #expect(told.count == 4)
        #expect(told.contains { $0.contains("response_format") && $0.contains("in words") })
    }

    @Test func aModelThatTakesNoLogprobsAtAllStillJudges() async throws {
        var options = JudgeDouble.Options()
        options.refusedFields = ["logprobs", "top_logprobs"]
        try await serving(JudgeDouble(options).server) { address in
            let scores = try await reward(address, try JudgeScale()).score(prompt: question, responses: [Self.answers[0]])
            #expect(scores == [Self.best(Self.answers[0], 1...10)])
        }
    }

    @Test(arguments: [
        (Fault.fewer, FailureClass.malformedReply), (.more, .malformedReply), (.nan, .notFinite), (.nullContent, .malformedReply),
        (.abort, .aborted), (.truncateBody, .malformedReply), (.overloaded(retryAfter: "3"), .overloaded),
        (.errorWithStatus200, .serverError),
        (.refuse, .connectionLost), (.badGateway, .serverError),
    ])
    func aFaultIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = JudgeDouble()
        double.setFaults { $0.add(fault, on: "/v1/chat/completions", .numbers(1...1)) }
        try await serving(double.server) { address in
            let reward = try reward(address, try JudgeScale())
            #expect(try await failure { try await reward.score(prompt: question, responses: ["8"]) }.failure == expected)
            #expect(try await reward.score(prompt: question, responses: ["8"]).count == 1)
        }
    }

    @Test func whatACallCostsIsNoted() async throws {
        try await serving(JudgeDouble().server) { address in
            let trace = CallTrace()
            try await CallTrace.$current.withValue(trace) {
                _ = try await reward(address, try JudgeScale()).score(prompt: question, responses: ["8"])
            }
            #expect(trace.report.requests == 1 && trace.report.promptTokens == 300 && trace.report.completionTokens == 4)
        }
    }

    @Test func aScaleHasAtLeastTwoNumbers() {
        for (low, high) in [(1, 1), (5, 1), (-1, 3), (0, 101)] {
            #expect(throws: BackendError.self) { try JudgeScale(low, high) }
        }
    }
}
