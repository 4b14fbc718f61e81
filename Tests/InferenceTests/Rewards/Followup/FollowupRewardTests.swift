import Foundation
import Inference
import TestSupport
import Testing

/// The reward is what a content user's next turn has ahead of a discontent one's, measured on the follow-ups' own tokens.
@Suite struct FollowupRewardTests {
    private struct Details: Decodable {
        var positive: [Double]
        var negative: [Double]
    }

    /// A byte is a token; log-probs count up with the place, so that every place measured shows.
    private struct Bytes: PolicyBackend {
        let capabilities = PolicyCapabilities(tokenizes: true, reportsSampledLogprobs: false, scoresGivenText: true, reproducible: true)
        var tail = "</u><a>"
        var isShort = false

        func probe() async throws -> BackendProbe { BackendProbe(models: ["lm"]) }
        func sample(_ request: SampleRequest) async throws -> [Sample] { [] }
        func conversationTokens(of messages: [Message]) async throws -> [Int32] { [] }

        func promptTokens(of messages: [Message]) async throws -> [Int32] {
            let turns = messages.map { "<\($0.role)>\($0.content)" }.joined()
            return (turns + tail).utf8.map { Int32($0) }
        }

        func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
            let values = response.map { -Double($0) }
            return isShort ? Array(values.dropLast()) : values
        }
    }

    private func mean(_ text: String) -> Double { text.utf8.reduce(0) { $0 - Double($1) } / Double(text.utf8.count) }

    private func reward(_ model: any PolicyBackend, _ positive: [String], _ negative: [String]) throws -> FollowupReward {
        FollowupReward(model: model, followups: try Followups(positive: positive, negative: negative))
    }

    @Test func onlyTheFollowupsOwnTokensCount() async throws {
        let (good, bad) = (["yes", "that helps a lot"], ["no"])
        let value = try #require(
            try await reward(Bytes(), good, bad).rewards(RewardRequest(messages: question, responses: ["it is 8"])).first
        )
        let details = try JSONDecoder().decode(Details.self, from: Data((value.details ?? "").utf8))
        #expect(details.positive == good.map(mean) && details.negative == bad.map(mean))
        #expect(abs(value.score - ((mean(good[0]) + mean(good[1])) / 2 - mean(bad[0]))) < 1e-12)
    }

    /// What closes the user's turn may begin or end like the follow-up itself.
    @Test func aFollowupThatEndsLikeTheTurnIsMeasuredAllTheSame() async throws {
        let values = try await reward(Bytes(tail: "oo"), ["foo"], ["xo"]).score(prompt: question, responses: ["y"])
        #expect(abs(values[0] - (mean("foo") - mean("xo"))) < 1e-12)
    }

    @Test func badAnswersOfTheServerAreFailures() async throws {
        let short = try reward(Bytes(isShort: true), ["yes"], ["no"])
        #expect(try await failure { try await short.score(prompt: question, responses: ["y"]) }.failure == .malformedReply)
    }

    @Test func listsWithoutTextsAreRefused() {
        #expect(throws: BackendError.self) { try Followups(positive: [], negative: ["no"]) }
        #expect(throws: BackendError.self) { try Followups(positive: ["yes"], negative: [" \n"]) }
    }

    @Test func aServersLogprobsAreThoseOfTheGivenText() async throws {
        try await serving(VLLMDouble().server) { address in
            let model = try VLLMPolicy(client: try client(at: address), model: "policy")
            let (good, bad) = ("thanks a lot", "wrong")
            let scores = try await reward(model, [good], [bad]).score(prompt: question, responses: ["it is 8", "no idea"])
            for (score, response) in zip(scores, ["it is 8", "no idea"]) {
                var means: [Double] = []
                for text in [good, bad] {
                    let answered = question + [Message(role: "assistant", content: response)]
                    let spoken = try await model.promptTokens(of: answered + [Message(role: "user", content: text)])
                    let start = try await model.conversationTokens(of: answered).count
                    let all = try await model.score(prompt: Array(spoken[..<start]), response: Array(spoken[start...]))
                    // The double's template puts one token in front of a turn and one behind it, and the assistant's header at the end.
                    let silent = try await model.promptTokens(of: answered + [Message(role: "user", content: "")])
                    let header = silent.count - start - zip(spoken.reversed(), silent.reversed()).prefix { $0 == $1 }.count
                    let own = all[header..<(header + spoken.count - silent.count)]
                    means.append(own.reduce(0, +) / Double(own.count))
                }
                #expect(abs(score - (means[0] - means[1])) < 1e-9)
            }
        }
    }
}
