import Platform

/// A language model behind any chat endpoint (OpenAI, vLLM, SGLang, llama.cpp, gateways) as judge.
///
/// It is asked at temperature 0 for one label, as JSON with a schema where the server takes one, with the log-probs of the alternatives.
/// Fields that a server or model refuses by name are left out from then on, each with a notice.
package final class JudgeReward: RewardBackend {
    package let contract: String
    package let batching: RewardBatching
    /// What is asked and how replies are read, without the endpoint: for batch services.
    package let judge: Judge

    private let client: EndpointClient
    /// The judge's names at this server.
    private let served: Lock<ServedName>
    private let notice: @Sendable (String) -> Void
    private let refused = Lock<Set<JudgeField>>([])
    private let memory = JudgeMemory()

    /// - Parameters:
    ///   - client: The API's address, with or without its version (`/v1`) at the end.
    ///   - notice: Told once for each field that is left out from now on.
    package init(client: EndpointClient, judge: Judge, notice: @escaping @Sendable (String) -> Void = { _ in }) {
        self.client = client.at(client.address.atVersionRoot())
        served = Lock(ServedName(asked: judge.model))
        self.judge = judge
        self.notice = notice
        switch judge.form {
        case .pointwise:
            contract = "judge_pointwise"
            batching = .single
        case .pairwise:
            contract = "judge_pairwise"
            batching = .list
        }
    }

    package func probe() async throws -> BackendProbe {
        let (probe, names) = try await client.get("/models") { cursor in
            let list = try ModelList(&cursor)
            return (try list.probe(of: judge.model, server: nil), list.names(of: judge.model))
        }
        served.withLock { $0.aliases = names }
        return probe
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        try await rewards(RewardRequest(messages: prompt, responses: responses)).map(\.score)
    }

    package func rewards(_ request: RewardRequest) async throws -> [RewardValue] {
        guard judge.isSorting else {
            let (verdicts, keys) = try await verdicts(on: try judge.questions(for: request))
            memory.forget(keys)
            return try judge.values(of: verdicts, for: request)
        }
        var asked = request
        var made: [JudgeComparison] = []
        var remembered: [[UInt8]] = []
        while true {
            let (verdicts, keys) = try await verdicts(on: try judge.questions(for: asked))
            remembered += keys
            let new = try judge.comparisons(verdicts, asked)
            if new.isEmpty { break }
            made += new
            asked.known += new
        }
        memory.forget(remembered)
        return judge.values(of: made, for: request)
    }

    /// The verdicts, in order, and what they are remembered by.
    private func verdicts(on questions: [JudgeQuestion]) async throws -> ([JudgeVerdict], [[UInt8]]) {
        // What a question is remembered by does not change when the server turns out to refuse a field.
        let keys = questions.map { judge.body($0, leftOut: []) }
        var verdicts: [JudgeVerdict] = []
        for (question, key) in zip(questions, keys) {
            if let verdict = memory[key] {
                verdicts.append(verdict)
                continue
            }
            let verdict = try await verdict(on: question)
            memory.keep(verdict, for: key)
            verdicts.append(verdict)
        }
        return (verdicts, keys)
    }

    private func verdict(on question: JudgeQuestion) async throws -> JudgeVerdict {
        while true {
            let leftOut = refused.withLock { $0 }
            let reply = try await client.send(.post, "/chat/completions", judge.body(question, leftOut: leftOut))
            guard let field = field(refusedBy: reply, leftOut) else {
                return try reply.read { response in
                    try Gateway.check(response)
                    return try JudgeVerdict(body: response.body, form: judge.form, model: served.withLock { $0 })
                }
            }
            if refused.withLock({ $0.insert(field).inserted }) {
                notice("\(client.address.authority) (\(judge.model)) refuses \(field.rawValue): \(field.consequence) from now on")
            }
        }
    }

    private func field(refusedBy reply: EndpointReply, _ leftOut: Set<JudgeField>) -> JudgeField? {
        guard [400, 422, 501].contains(reply.response.status), let complaint = ServerComplaint(body: reply.response.body) else {
            return nil
        }
        return JudgeField.named(in: complaint, leftOut: leftOut)
    }
}
