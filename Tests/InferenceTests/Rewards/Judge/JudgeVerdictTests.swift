import Inference
import Scheduling
import TestSupport
import Testing

/// What a judge says, and what is made of it: a number it gave, or none at all.
@Suite struct JudgeVerdictTests {
    private func rating(_ said: String?, finish: String = "stop", refusal: String? = nil) async throws -> Double {
        let transport = FakeTransport(.ok(try judgeReply(said, finish: finish, refusal: refusal)))
        return try await judge(.pointwise(try JudgeScale(1, 10)), transport).score(prompt: question, responses: ["8"])[0]
    }

    @Test(arguments: [
        (#"{"verdict":7}"#, 7.0), (#"{"verdict": "7"}"#, 7), (#" {"reason":"{}","verdict":10} "#, 10),
        ("```json\n{\"verdict\": 7}\n```", 7),
        (#"{"verdict":7.5}"#, 7.5), (#"{"verdict":7.0}"#, 7), ("7", 7), ("7 ", 7), (" 10\n", 10), ("7.", 7), ("**7**", 7), ("7/10", 7),
        ("7.5", 7.5),
        ("10/10", 10),
        ("7\nIt is correct.", 7), ("Fine.\nRating: 7", 7), ("Fine.\n**Rating:** 7/10.", 7), ("Rating: **7**\n\n", 7),
        ("At first [[3]], but then [[8]] it is.", 8), ("<think>maybe 3</think>\n7", 7), ("maybe 3</think>{\"verdict\":7}", 7),
        ("{\"verdict\":7}\nI rated it 7.", 7),
    ])
    func aVerdictIsReadWhereItIsOne(said: String, expected: Double) async throws {
        #expect(try await rating(said) == expected)
    }

    @Test(arguments: [
        nil, "", "  \n", "I cannot rate this.", "11", "0", "-3", "{\"verdict\":11}", "{\"verdict\":null}", "{\"verdict\":[7]}",
        "{\"score\":7}", "{}",
        "{\"verdict\":7,\"verdict\":3}", "{\"verdict\": 1", "{\"verdict\":", "{\"verdict\":\"good\"}", "7 out of 10 answers are better",
        "seven",
        "7th of all", "7.5.2", "3 or 4", "<think>It is 7", "Rating: 7 or 8", "Its rating: high", "NaN", "{\"verdict\":NaN}", "1e1",
        "[[11]]",
        "{\"verdict\":1e400}",
    ])
    func anythingElseIsMalformedAndMayBeAskedAgain(said: String?) async throws {
        let error = try await failure { try await rating(said) }
        // A number that no machine can hold is told as such.
        #expect(
            error.failure == .malformedReply || (said?.contains("NaN") ?? false) || (said?.contains("e400") ?? false),
            "\(said ?? "null")"
        )
        #expect([.malformedReply, .notFinite].contains(error.failure))
    }

    @Test func aCutOffVerdictIsNone() async throws {
        #expect(try await failure { try await rating("1", finish: "length") }.failure == .malformedReply)
        #expect(try await failure { try await rating("{\"verdict\": 1", finish: "length") }.failure == .malformedReply)
        #expect(try await failure { try await rating("Rating: 1", finish: "length") }.message.contains("max_tokens"))
        // Everything is there, only talk was cut.
        #expect(try await rating("7\nBecause the", finish: "length") == 7)
    }

    @Test func refusalsAndHiddenReasoningAreTold() async throws {
        let refused = try await failure { try await rating(nil, refusal: "I cannot\u{1B}[2J help") }
        #expect(refused.failure == .malformedReply)
        #expect(refused.message.contains("refuses") && !refused.message.contains("\u{1B}"))
        let silent = try await failure { try await rating(nil, finish: "length") }
        #expect(silent.message.contains("raise max_tokens"))
        #expect(try await failure { try await rating("7", finish: "content_filter") }.failure == .aborted)
        #expect(try await failure { try await rating("7", finish: "abort") }.failure == .aborted)
    }

    @Test(arguments: [
        ("A", 1.0), ("B.", 0), ("C", 0.5), (#"{"verdict":"B"}"#, 0), ("[[A]]", 1), ("Better: A", 1), ("(B)", 0), ("**C**", 0.5),
        ("A, as B is wrong", 1),
    ])
    func aLetterIsAProbability(said: String, expected: Double) async throws {
        // Both orders get the same letter: its share of A, from one side and from the other.
        let transport = FakeTransport(.ok(try judgeReply(said)))
        let values = try await judge(.pairwise(.all, ties: true), transport)
            .rewards(RewardRequest(messages: question, responses: ["8", "9"]))
        #expect(values.map(\.score) == [0.5, 0.5])
        let shown = #""shown_first":\#(expected.description)"#
        #expect(values[0].details?.contains(shown) == true, "\(values[0].details ?? "")")
    }

    @Test(arguments: ["A good answer is B", "a", "D", "Both", "A B", "AB", #"{"verdict":"a"}"#, #"{"verdict":1}"#, "Answer A is better."])
    func wordsThatBeginWithALetterAreNoVerdict(said: String) async throws {
        let transport = FakeTransport(.ok(try judgeReply(said)))
        let error = try await failure {
            try await judge(.pairwise(.all, ties: false), transport).score(prompt: question, responses: ["8", "9"])
        }
        #expect(error.failure == .malformedReply)
    }

    @Test func aTieIsNoVerdictWhereNoneWasOffered() async throws {
        let transport = FakeTransport(.ok(try judgeReply("C")))
        #expect(
            try await failure { try await judge(.pairwise(.all, ties: false), transport).score(prompt: question, responses: ["8", "9"]) }
                .failure
                == .malformedReply
        )
    }

    @Test(arguments: ["{}", #"{"choices":[]}"#, #"{"choices":[null]}"#, "[]", #"{"choices":[{"message":{"content":"7"}}]}"#])
    func aReplyOfAnotherShapeIsMalformed(reply: String) async throws {
        let judge = try judge(.pointwise(try JudgeScale()), FakeTransport(.ok(reply)))
        #expect(try await failure { try await judge.score(prompt: question, responses: ["8"]) }.failure == .malformedReply)
    }

    @Test func anotherModelsVerdictIsRefused() async throws {
        let reply = try judgeReply("7").replacing(#""model":"judge""#, with: #""model":"cheap-judge""#)
        let judge = try judge(.pointwise(try JudgeScale()), FakeTransport(.ok(reply)))
        #expect(try await failure { try await judge.score(prompt: question, responses: ["8"]) }.failure == .misconfigured)
        let fallback = FakeTransport(.reply(200, [("x-litellm-attempted-fallbacks", "1")], try judgeReply("7")))
        #expect(
            try await failure {
                try await InferenceTests.judge(.pointwise(try JudgeScale()), fallback).score(prompt: question, responses: ["8"])
            }
            .failure == .misconfigured
        )
    }
}
