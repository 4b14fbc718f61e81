package import JSONCursor
import Scheduling

/// A language model as judge, apart from how it is reached: the bodies to send for a request, and the rewards their replies come to.
/// Pure: the same request gives the same bodies, so that replies may come hours later (a batch service) and still find their questions.
///
/// Pointwise, the reward is the expected rating over the probabilities of the rating tokens (G-Eval, Liu et al. 2023, section 2), else the
/// rating spelled out. Pairwise, every comparison is made in both orders, and `JudgeAggregate` says what a response's comparisons come to.
package struct Judge: Sendable {
    package let form: JudgeForm
    package let model: String
    private let aggregate: JudgeAggregate
    private let schedule: JudgeSchedule
    private let template: JudgeTemplate
    private let isStructured: Bool
    private let maxTokens: Int
    private let keepsThinking: Bool
    private let neverSent: Set<JudgeField>
    private let extra: ExtraFields

    /// - Parameters:
    ///   - aggregate: What comparisons come to.
    ///   - schedule: Which comparisons are made.
    ///   - template: The question; the standard one if nil.
    ///   - isStructured: Ask for JSON with a schema; else for the label alone.
    ///   - maxTokens: Tokens a reply may have. A reasoning model needs thousands.
    ///   - usesLogprobs: Ask for the log-probs of the alternatives, and weigh the labels by them.
    ///   - keepsThinking: Show the judge what stands in `<think>…</think>` too.
    ///   - extraBody: An object merged into every request.
    package init(
        _ form: JudgeForm,
        model: String,
        aggregate: JudgeAggregate = .winrate,
        schedule: JudgeSchedule = .all,
        template: JudgeTemplate? = nil,
        isStructured: Bool = true,
        maxTokens: Int = 64,
        usesLogprobs: Bool = true,
        keepsThinking: Bool = false,
        extraBody: JSONValue = .object([])
    ) throws(BackendError) {
        guard maxTokens > 0 else { throw BackendError(.misconfigured, "a judge's max_tokens must be 1 or greater") }
        self.form = form
        self.model = model
        self.aggregate = aggregate
        self.schedule = schedule
        self.template = template ?? .standard(for: form)
        self.isStructured = isStructured
        self.maxTokens = maxTokens
        self.keepsThinking = keepsThinking
        neverSent = usesLogprobs ? [] : [.logprobs, .manyLogprobs]
        extra = try ExtraFields(extraBody, reserved: JudgeBody.ownFields, setting: "rewards.extra_body")
    }

    /// The bodies of all requests there are to make, for `/v1/chat/completions`. Throws `rejected` for a comparison of one response.
    package func requests(for request: RewardRequest) throws(BackendError) -> [[UInt8]] {
        try questions(for: request).map { body($0, leftOut: []) }
    }

    /// The rewards of all responses, from the bodies of the replies to `requests(for:)` in the same order.
    package func values(from replies: [[UInt8]], for request: RewardRequest) throws(BackendError) -> [RewardValue] {
        let questions = try questions(for: request)
        guard questions.count == replies.count else {
            throw BackendError(.malformedReply, "\(replies.count) replies of the judge came for \(questions.count) questions")
        }
        var verdicts: [JudgeVerdict] = []
        for body in replies {
            do {
                verdicts.append(try JudgeVerdict(body: body, form: form, model: ServedName(asked: model)))
            } catch let fault as BadReply {
                throw BackendError(fault.failure, fault.reason)
            } catch {
                throw BackendError(.malformedReply, "the judge's reply is not what was asked for: \(error)")
            }
        }
        return try values(of: verdicts, for: request)
    }

    func body(_ question: JudgeQuestion, leftOut: Set<JudgeField>) -> [UInt8] {
        let body = JudgeBody(
            model: model,
            form: form,
            question: question,
            isStructured: isStructured,
            maxTokens: maxTokens,
            leftOut: leftOut.union(neverSent),
            extra: extra
        )
        return body.bytes
    }

    /// Pointwise one question a response, pairwise two a pair that is not known; of equal responses none is better, and nobody is asked.
    func questions(for request: RewardRequest) throws(BackendError) -> [JudgeQuestion] {
        let prompt = RewardTemplate.promptText(request.messages)
        let responses = request.responses.map(shown)
        switch form {
        case .pointwise:
            return responses.enumerated().map { index, response in
                let material = JudgeMaterial([prompt, response])
                let text = template.filled([
                    "prompt": material.framed(prompt, as: "conversation"), "response": material.framed(response, as: "answer"),
                ])
                return JudgeQuestion(response: index, text: text)
            }
        case .pairwise:
            guard responses.count != 1 else {
                throw BackendError(.rejected, "a pairwise judge compares the responses of a prompt with each other, and there is one only")
            }
            var questions: [JudgeQuestion] = []
            for (first, second) in missingPairs(request) where responses[first] != responses[second] {
                questions.append(question(prompt, responses, first, second))
                questions.append(question(prompt, responses, second, first))
            }
            return questions
        }
    }

    /// Whether what is asked next depends on the verdicts: then `questions(for:)` is asked again with what was learned, until it has none.
    var isSorting: Bool {
        if case .pairwise = form { schedule == .mergeSort } else { false }
    }

    /// The pairs to compare next, each once: none are left when all that is needed is known.
    package func missingPairs(_ request: RewardRequest) -> [(first: Int, second: Int)] {
        guard case .pairwise(let pairs, _) = form else { return [] }
        switch schedule {
        case .all:
            let known = Set(request.known.flatMap { [[$0.first, $0.second], [$0.second, $0.first]] })
            return pairs.pairs(of: request.responses.count).filter { !known.contains([$0.first, $0.second]) }
        case .mergeSort:
            let next = MergeRanking.next(count: request.responses.count, known: request.known)
            return if case .compare(let first, let second) = next { [(first, second)] } else { [] }
        }
    }

    /// The rewards that the verdicts on `questions(for:)` come to.
    func values(of verdicts: [JudgeVerdict], for request: RewardRequest) throws(BackendError) -> [RewardValue] {
        switch form {
        case .pointwise:
            do {
                return try verdicts.map { RewardValue(score: try $0.expected(Double.init), details: RewardDetails.json($0.details)) }
            } catch {
                throw BackendError(.malformedReply, (error as? BadReply)?.reason ?? "\(error)")
            }
        case .pairwise: return values(of: try comparisons(verdicts, request), for: request)
        }
    }

    /// The rewards that comparisons, with those the request knows of, come to.
    package func values(of made: [JudgeComparison], for request: RewardRequest) -> [RewardValue] {
        let count = request.responses.count
        var all = made
        if !request.known.isEmpty { all = (request.known + made).sorted { ($0.first, $0.second) < ($1.first, $1.second) } }
        var order: [Int]?
        if isSorting, case .ranked(let places) = MergeRanking.next(count: count, known: all) { order = places }
        return JudgeRanking(count: count, comparisons: all, aggregate: aggregate, order: order).values(made)
    }

    /// The comparisons that the verdicts on `questions(for:)` are.
    func comparisons(_ verdicts: [JudgeVerdict], _ request: RewardRequest) throws(BackendError) -> [JudgeComparison] {
        let responses = request.responses.map(shown)
        var left = verdicts[...]
        var comparisons: [JudgeComparison] = []
        do {
            for (first, second) in missingPairs(request) {
                var comparison = JudgeComparison(first: first, second: second, shownFirst: 0.5, shownSecond: 0.5)
                if responses[first] != responses[second], let there = left.popFirst(), let back = left.popFirst() {
                    comparison.shownFirst = try there.expected(Self.probabilityOfA)
                    comparison.shownSecond = 1 - (try back.expected(Self.probabilityOfA))
                }
                comparisons.append(comparison)
            }
        } catch {
            throw BackendError(.malformedReply, (error as? BadReply)?.reason ?? "\(error)")
        }
        return comparisons
    }

    private static func probabilityOfA(_ label: String) -> Double? {
        switch label {
        case "A": 1
        case "B": 0
        case "C": 0.5
        default: nil
        }
    }

    private func question(_ prompt: String, _ responses: [String], _ a: Int, _ b: Int) -> JudgeQuestion {
        let material = JudgeMaterial([prompt, responses[a], responses[b]])
        let text = template.filled([
            "prompt": material.framed(prompt, as: "conversation"), "a": material.framed(responses[a], as: "answer A"),
            "b": material.framed(responses[b], as: "answer B"),
        ])
        return JudgeQuestion(response: a, other: b, text: text)
    }

    /// What the judge sees of a response. One that never stopped thinking is shown as it is: it has nothing else.
    private func shown(_ response: String) -> String {
        keepsThinking ? response : ThinkBlocks.stripped(response) ?? response
    }
}
