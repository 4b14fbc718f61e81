import Inference
import Testing

@Suite("What a program answers is checked before it is believed")
struct AnswersAreCheckedTests {
    private func request(_ count: Int, maxTokens: Int = 8) -> SampleRequest {
        SampleRequest(
            messages: question,
            promptTokens: [1, 2],
            count: count,
            seed: 7,
            sampling: SamplingParameters(maxTokens: maxTokens)
        )
    }

    /// Samples two responses from a child that answers so.
    private func sampling(_ answer: String) async throws -> [Sample] {
        try await ChildScript("read -r line; echo '\(answer)'; cat >/dev/null").policy().sample(request(2))
    }

    private static let good = #"{"text":"a","tokens":[5],"logprobs":[-0.5],"finish_reason":"stop"}"#

    @Test("whole samples come in seed order")
    func whole() async throws {
        let other = #"{"text":"b","tokens":[6,7],"logprobs":[-1,-2],"finish_reason":"length","weight_version":"r2"}"#
        let samples = try await sampling(#"{"id":1,"samples":[\#(Self.good),\#(other)]}"#)
        #expect(samples[0] == Sample(text: "a", tokens: [5], tokenLogprobs: [-0.5], finishReason: .stop))
        #expect(
            samples[1] == Sample(text: "b", tokens: [6, 7], tokenLogprobs: [-1, -2], finishReason: .length, weightVersion: "r2")
        )
    }

    @Test(
        "samples that cannot be believed are refused",
        arguments: [
            (#"{"id":1,"samples":[]}"#, "0 samples came back where 2"), (#"{"id":1}"#, "no samples"),
            (#"{"id":1,"samples":[G,G,G]}"#, "3 samples came back where 2"),
            (#"{"id":1,"samples":[{"text":"a","finish_reason":"stop"},{"text":"a","finish_reason":"stop"}]}"#, "no token ids"),
            (#"{"id":1,"samples":7}"#, "not what was asked for"),
        ]
    )
    func refused(_ answer: String, _ words: String) async throws {
        let error = try await failure { try await sampling(answer.replacing("G", with: Self.good)) }
        #expect(error.failure == .malformedReply && error.message.contains(words) && error.message.hasPrefix("command:1 (sh -c"))
    }

    @Test("NaN is no number, wherever it stands")
    func notFinite() async throws {
        let answer = #"{"id":1,"samples":[{"text":"a","tokens":[5],"logprobs":[NaN],"finish_reason":"stop"}]}"#
        #expect(try await failure { try await sampling(answer) }.failure == .notFinite)
    }

    @Test(
        "whole samples beside wrong or missing ones are kept",
        arguments: [
            #"{"text":"x","tokens":[5],"logprobs":[-0.5],"finish_reason":"abort"}"#,
            #"{"text":"x","tokens":[5,6],"logprobs":[-0.5],"finish_reason":"stop"}"#, "",
        ]
    )
    func partial(_ wrong: String) async throws {
        do {
            _ = try await sampling(#"{"id":1,"samples":[\#(Self.good)\#(wrong.isEmpty ? "" : "," + wrong)]}"#)
            Issue.record("incomplete samples were taken as complete")
        } catch let partial as PartialSamples {
            #expect(partial.samples.keys.sorted() == [0] && partial.samples[0]?.text == "a")
        }
    }

    @Test(
        "an error keeps the class that the program gives it",
        arguments: [
            (#"{"class":"too_long","message":"no room"}"#, "too_long"), (#"{"class":"rejected","message":"no room"}"#, "rejected"),
            (#"{"class":"cancelled","message":"no room"}"#, "server_error"), (#"{"class":"odd","message":"no room"}"#, "server_error"),
            (#""no room""#, "server_error"),
        ]
    )
    func errors(_ body: String, _ kind: String) async throws {
        let error = try await failure { try await sampling(#"{"id":1,"error":\#(body)}"#) }
        #expect(error.failure.rawValue == kind && error.message.contains("no room"))
    }

    @Test("log-probs of given text are as many as its tokens, and log-probs")
    func scores() async throws {
        func score(_ logprobs: String) async throws -> [Double] {
            try await ChildScript(#"read -r line; echo '{"id":1,"logprobs":\#(logprobs)}'; cat >/dev/null"#).policy()
                .score(prompt: [1], response: [2, 3])
        }
        #expect(try await score("[-1, -2.5]") == [-1, -2.5])
        #expect(try await failure { try await score("[-1]") }.message.contains("1 log-probs came back for 2 tokens"))
        #expect(try await failure { try await score("[-1, 0.5]") }.message.contains("above 0"))
        #expect(try await failure { try await score("[-1, -9999]") }.failure == .notFinite)
    }

    @Test("what cannot fit is refused without asking, and the longest response is what the context leaves")
    func context() async throws {
        let script = try ChildScript(
            #"read -r line; echo '{"id":1,"context":100}'; read -r line; echo "$line" >&2; echo '{"id":2,"samples":[\#(Self.good)]}'; cat >/dev/null"#
        )
        let policy = script.policy()
        #expect(try await policy.probe().contextLength == 100)
        let long = try await failure { try await policy.score(prompt: Array(repeating: 1, count: 99), response: [2, 3]) }
        #expect(long.failure == .tooLong && long.message.contains("101 tokens"))
        _ = try await policy.sample(request(1, maxTokens: 500))
        #expect(script.told.withLock { $0 }.contains { $0.contains(#""max_tokens":98"#) })
    }

    @Test("a program that cannot do what the configuration counts on, or speaks another protocol, is refused")
    func capabilities() async throws {
        let weak = #"read -r line; echo '{"id":0,"capabilities":{"tokenizes":true,"reports_logprobs":true,"scores":false}}'"#
        let error = try await failure { try await ChildScript("cat >/dev/null", hello: weak).policy().probe() }
        #expect(
            error.failure == .misconfigured && error.message.contains("capabilities.scores") && error.message.contains("scores to false")
        )
        let other = #"read -r line; echo '{"id":0,"protocol":2}'"#
        #expect(try await failure { try await ChildScript("cat >/dev/null", hello: other).policy().probe() }.message.contains("protocol 2"))
    }

    @Test("scores and details are as many as responses")
    func rewards() async throws {
        func reward(_ answer: String) async throws -> [RewardValue] {
            let script = try ChildScript("read -r line; echo '\(answer)'; cat >/dev/null")
            return try await CommandReward(script.specification()).rewards(RewardRequest(messages: question, responses: ["a", "b"]))
        }
        let values = try await reward(#"{"id":1,"scores":[1,-2.5],"details":[{"why": [1, "x"]},null]}"#)
        #expect(values == [RewardValue(score: 1, details: #"{"why":[1,"x"]}"#), RewardValue(score: -2.5)])
        #expect(try await failure { try await reward(#"{"id":1,"scores":[1]}"#) }.message.contains("1 scores came back where 2"))
        #expect(try await failure { try await reward(#"{"id":1,"scores":[1,2],"details":[null]}"#) }.message.contains("1 details"))
        #expect(try await failure { try await reward(#"{"id":1,"scores":[1,-Infinity]}"#) }.failure == .notFinite)
    }
}
