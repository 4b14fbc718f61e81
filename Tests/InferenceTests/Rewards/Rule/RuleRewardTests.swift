import Foundation
import Inference
import Scheduling
import Testing

@Suite struct RuleRewardTests {
    private struct Details: Decodable {
        var extracted: String?
        var expected: String?
    }

    private func values(
        _ kind: RuleKind,
        _ responses: [String],
        _ metadata: String?,
        key: String = "answer"
    ) async throws -> [RewardValue] {
        let rule = try RuleReward(kind, answerKey: key, scores: RuleScores(right: 1, wrong: 0, missing: -1))
        let request = RewardRequest(messages: question, responses: responses, metadata: metadata.map { Array($0.utf8) })
        return try await rule.rewards(request)
    }

    private func scores(_ kind: RuleKind, _ responses: [String], _ metadata: String?, key: String = "answer") async throws -> [Double] {
        try await values(kind, responses, metadata, key: key).map(\.score)
    }

    @Test(arguments: [
        ("Paris", "Paris"), (" paris.\n", "Paris"), ("**Paris**", "paris"), ("\"Paris!\"", "Paris"),
        ("\\boxed{\\text{Paris}} is it", "Paris"),
        ("#### Paris", "Paris"), ("$x^2 + 1$", "x^2 + 1"), ("\\boxed{\\dfrac{x}{2}}", "\\frac{x}{2}"), ("new   york", "New York"),
        ("x \u{2212} 1", "x - 1"), ("<think>Rome?</think>\n\nParis", "Paris"), ("cafe\u{0301}", "caf\u{00E9}"),
        ("\\boxed{(3, 5)}", "(3, 5)"),
    ])
    func exactComparesWhatIsAnsweredSpellingAside(response: String, answer: String) async throws {
        let metadata = String(decoding: try JSONEncoder().encode(["answer": answer]), as: UTF8.self)
        #expect(try await scores(.exact, [response], metadata) == [1])
    }

    @Test func exactTellsWrongFromMissing() async throws {
        let responses = ["Paris, France", "Rome", "", "  ", "<think>Paris", "..."]
        #expect(try await scores(.exact, responses, #"{"answer":"Paris"}"#) == [0, 0, -1, -1, -1, -1])
    }

    @Test func containsWantsWholeWords() async throws {
        let responses = ["It is 42.", "It is 421.", "It is 4.42", "It is 42.5", "42,", "-42", "forty-two"]
        #expect(try await scores(.contains, responses, #"{"answer":"42"}"#) == [1, 0, 0, 0, 1, 0, 0])
        let cities = ["The capital is PARIS, of course", "parisian", "in  new\nparis"]
        #expect(try await scores(.contains, cities, #"{"answer":"Paris"}"#) == [1, 0, 1])
    }

    @Test func aPatternWithoutAGroupNeedsNoAnswer() async throws {
        let rule = try RuleReward(.regex("^[a-z]+$"))
        #expect(!rule.readsMetadata)
        #expect(try await rule.score(prompt: question, responses: ["abc", "ABC", "<think>A</think>abc"]) == [1, 0, 1])
    }

    @Test func aPatternsGroupHoldsTheAnswerOfTheLastMatch() async throws {
        let kind = RuleKind.regex(#"Answer:\s*([A-D])"#)
        #expect(try RuleReward(kind).readsMetadata)
        let responses = ["Answer: B", "Answer: A\nAnswer: B", "Answer: B\nAnswer: A", "B"]
        #expect(try await scores(kind, responses, #"{"answer":"b"}"#) == [1, 1, 0, -1])
        #expect(try RuleReward(.regex(#"(?:a|b)\(c\)[(]"#)).readsMetadata == false)
        #expect(try RuleReward(.regex("(?x) ( a ) # the (first) letter")).readsMetadata)
        #expect(try RuleReward(.regex("(?x) a # (one) letter")).readsMetadata == false)
    }

    @Test(arguments: [("a(b", "character 4"), ("[z-a]", "character 3"), ("é**", "character 3"), ("*a", "character 1")])
    func aBadPatternIsMisconfiguredAndSaysWhere(pattern: String, place: String) throws {
        let error = #expect(throws: BackendError.self) { try RuleReward(.regex(pattern)) }
        #expect(error?.failure == .misconfigured)
        #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
    }

    @Test func theAnswerMayLieDeeperOrBeOneOfSeveral() async throws {
        let nested = #"{"reward_model":{"ground_truth":"8"},"a.b":"9"}"#
        #expect(try await scores(.numeric(), ["8", "9"], nested, key: "reward_model.ground_truth") == [1, 0])
        #expect(try await scores(.numeric(), ["8", "9"], nested, key: "a.b") == [0, 1])
        #expect(try await scores(.exact, ["Rome", "Roma", "Paris"], #"{"answer":["Rome","Roma"]}"#) == [1, 1, 0])
        #expect(try await scores(.exact, ["true", "3.5"], #"{"answer":[true,3.5]}"#) == [1, 1])
    }

    @Test(arguments: [
        nil, "{}", #"{"answer":null}"#, #"{"answer":{}}"#, #"{"answer":[]}"#, #"{"answer":" "}"#, "[]", "{", #"{"answer":[[1]]}"#,
    ])
    func aPromptWithoutAnAnswerIsRejected(metadata: String?) async throws {
        for kind in [RuleKind.exact, .contains, .numeric(), .regex("(a)")] {
            let error = try await failure { try await values(kind, ["8"], metadata) }
            #expect(error.failure == .rejected)
            #expect(error.message.contains("answer"))
        }
    }

    @Test func detailsSayWhatWasComparedWithWhat() async throws {
        let details = try await values(.numeric(), ["so \\boxed{8}", "none"], #"{"answer":"8.0"}"#).map { value in
            try JSONDecoder().decode(Details.self, from: Data((value.details ?? "").utf8))
        }
        #expect(details.map(\.extracted) == ["8", nil])
        #expect(details.map(\.expected) == ["8.0", "8.0"])
    }

    @Test func scoresAndTolerancesMustBeNumbers() {
        #expect(throws: BackendError.self) { try RuleReward(.exact, scores: RuleScores(right: .nan)) }
        #expect(throws: BackendError.self) { try RuleReward(.exact, scores: RuleScores(missing: -.infinity)) }
        #expect(throws: BackendError.self) { try RuleReward(.numeric(NumericTolerance(absolute: -1))) }
        #expect(throws: BackendError.self) { try RuleReward(.exact, answerKey: "") }
    }

    @Test func theContractNamesTheRuleAndTheProbeReachesNothing() async throws {
        #expect(try RuleReward(.numeric()).contract == "rule_numeric")
        #expect(try RuleReward(.exact).contract == "rule_exact")
        #expect(try await RuleReward(.contains).probe().models.isEmpty)
        #expect(try RuleReward(.regex("a")).batching == .list)
    }
}
