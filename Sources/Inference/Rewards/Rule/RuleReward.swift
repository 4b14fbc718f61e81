import JSONCursor
import Scheduling

/// A verifiable reward: compares a response's answer with the one that the prompt's metadata holds. No server and no model.
///
/// Reasoning in `<think>…</think>` is left out first; a response that never leaves it has no answer.
package struct RuleReward: RewardBackend {
    package let contract: String
    package let batching = RewardBatching.list

    private let kind: RuleKind
    private let key: AnswerKey
    private let scores: RuleScores
    private let pattern: RulePattern?

    /// - Parameter answerKey: The field of the prompt's metadata with the expected answer, a path with dots where it lies deeper.
    /// - Throws: `misconfigured` for a pattern that is no regular expression, and for scores or tolerances that are no numbers.
    package init(_ kind: RuleKind, answerKey: String = "answer", scores: RuleScores = RuleScores()) throws(BackendError) {
        guard !answerKey.isEmpty else { throw BackendError(.misconfigured, "rewards.answer_key is empty") }
        guard scores.right.isFinite, scores.wrong.isFinite, scores.missing.isFinite else {
            throw BackendError(.misconfigured, "a rule's scores must be finite numbers")
        }
        if case .numeric(let tolerance) = kind {
            guard tolerance.absolute >= 0, tolerance.relative >= 0, tolerance.absolute.isFinite, tolerance.relative.isFinite else {
                throw BackendError(.misconfigured, "a rule's tolerance must be a finite number, 0 or greater")
            }
        }
        self.kind = kind
        self.scores = scores
        key = AnswerKey(path: answerKey)
        contract = "rule_\(kind.name)"
        if case .regex(let source) = kind { pattern = try RulePattern(source) } else { pattern = nil }
    }

    /// False for a pattern without a group, which is right or wrong by itself.
    package var readsMetadata: Bool { pattern.map(\.hasGroup) ?? true }

    package func probe() async throws -> BackendProbe {
        BackendProbe(models: [], server: "selfplay")
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        try await rewards(RewardRequest(messages: prompt, responses: responses)).map(\.score)
    }

    /// Details are `{"extracted":…,"expected":…}`, null where there is none. Throws `rejected` if the metadata holds no answer to compare with.
    package func rewards(_ request: RewardRequest) async throws -> [RewardValue] {
        let expected = readsMetadata ? try key.answers(in: request.metadata) : []
        return try request.responses.map { response throws(BackendError) in
            try value(of: ThinkBlocks.stripped(response), expected)
        }
    }

    private enum Verdict { case right, wrong, missing }

    private func value(of text: String?, _ expected: [String]) throws(BackendError) -> RewardValue {
        let (verdict, extracted) = try verdict(text, expected)
        let score =
            switch verdict {
            case .right: scores.right
            case .wrong: scores.wrong
            case .missing: scores.missing
            }
        let shown: JSONValue = expected.count == 1 ? Self.shown(expected[0]) : .array(expected.map(Self.shown))
        let details = RewardDetails.json([
            .init("extracted", extracted.map(Self.shown) ?? .null),
            .init("expected", expected.isEmpty ? .null : shown),
        ])
        return RewardValue(score: score, details: details)
    }

    private func verdict(_ text: String?, _ expected: [String]) throws(BackendError) -> (Verdict, String?) {
        if case .numeric(let tolerance) = kind { return try numericVerdict(text, expected, tolerance) }
        guard let text, !text.allSatisfy(\.isWhitespace) else { return (.missing, nil) }
        let accepted = expected.map { AnswerText.normalized($0[...]) }
        switch kind {
        case .contains:
            let whole = AnswerText.normalized(text[...])
            guard let found = accepted.first(where: { AnswerText.contains($0, in: whole) }) else { return (.wrong, nil) }
            return (.right, found)
        case .regex:
            guard let answer = try pattern?.lastAnswer(in: text) else { return (.missing, nil) }
            return (!readsMetadata || accepted.contains(AnswerText.normalized(answer)) ? .right : .wrong, String(answer))
        default:
            let answer = AnswerText.normalized(AnswerText.marked(in: text) ?? text[...])
            guard !answer.isEmpty else { return (.missing, nil) }
            return (accepted.contains(answer) ? .right : .wrong, answer)
        }
    }

    private func numericVerdict(
        _ text: String?,
        _ expected: [String],
        _ tolerance: NumericTolerance
    ) throws(BackendError) -> (Verdict, String?) {
        let accepted = expected.compactMap(NumericAnswer.expected)
        guard accepted.count == expected.count else {
            throw BackendError(
                .rejected,
                "the prompt's \(key.path) is no single number (\(Excerpt.of(expected.joined(separator: ", "), limit: 80))): "
                    + "compare it with the rule exact"
            )
        }
        switch text.map(NumericAnswer.of) ?? .missing {
        case .number(let number, let text):
            return (accepted.contains { number.equals($0, tolerance) } ? .right : .wrong, text)
        case .other(let text): return (.wrong, text)
        case .missing: return (.missing, nil)
        }
    }

    /// Long texts are recorded in part: they stand in the response already.
    private static func shown(_ text: String) -> JSONValue { .string(String(text.prefix(200))) }
}
