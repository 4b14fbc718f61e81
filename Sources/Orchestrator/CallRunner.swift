package import Inference
package import Ledger
package import Scheduling

/// Carries one piece of work to a backend and turns the answer into facts.
package struct CallRunner: Sendable {
    let setup: RoundSetup
    let backends: RoundBackends
    /// The endpoints' names as recorded with responses, and with rewrites.
    let endpoints: [String]
    let rewriterEndpoints: [String]

    package init(setup: RoundSetup, backends: RoundBackends, endpoints: [String], rewriterEndpoints: [String] = []) {
        self.setup = setup
        self.backends = backends
        self.endpoints = endpoints
        self.rewriterEndpoints = rewriterEndpoints
    }

    /// Makes the call and says what it cost. A server that does not count its tokens has those counted that it sent.
    package func run(_ stage: StageID, _ work: Work, endpoint: Int) async -> (CallOutcome, CallReport) {
        let trace = CallTrace()
        let answer = await CallTrace.$current.withValue(trace) { await outcome(stage, work, endpoint) }
        var report = trace.report
        if report.completionTokens == 0 { report.completionTokens = answer.tokens }
        return (answer.outcome, report)
    }

    /// What came of a call, and the tokens that were sampled for it.
    private struct Answer {
        var outcome: CallOutcome
        var tokens = 0

        init(_ facts: [Fact]) {
            outcome = .facts(facts)
            for case .response(let response) in facts { tokens += response.tokens?.count ?? 0 }
        }

        init(_ error: BackendError) {
            outcome = .failed(error)
        }

        init(_ partial: PartialAnswer) {
            self.init(partial.facts)
            outcome = .partial(partial.facts, rest: partial.rest, partial.error)
        }
    }

    private func outcome(_ stage: StageID, _ work: Work, _ endpoint: Int) async -> Answer {
        do {
            return Answer(try await facts(stage, work, endpoint))
        } catch let partial as PartialAnswer {
            return Task.isCancelled ? Answer(BackendError(.cancelled, partial.error.message)) : Answer(partial)
        } catch let error as BackendError {
            return Answer(Task.isCancelled ? BackendError(.cancelled, error.message) : error)
        } catch {
            return Answer(BackendError(.cancelled, "cancelled"))
        }
    }

    private func facts(_ stage: StageID, _ work: Work, _ endpoint: Int) async throws -> [Fact] {
        switch (stage, work) {
        case (.sample, .sample(let work)): return try await sample(work, endpoint)
        case (.rewrite, .rewrite(let work)): return try await rewrite(work, endpoint)
        case (.reward(let name), .reward(let work)): return try await reward(work, name, endpoint)
        case (.embedding, .embedding(let work)): return try await embeddings(work, endpoint)
        case (.policyLogprob, .logprob(let work)):
            let backend = backends.policy[endpoint]
            return try await logprob(work, backend, model: setup.policy, weightVersion: setup.weightVersion)
        case (.referenceLogprob, .logprob(let work)):
            let backend = backends.reference[endpoint]
            return try await logprob(work, backend, model: setup.reference ?? "", weightVersion: setup.referenceVersion)
        default: throw BackendError(.misconfigured, "stage \(stage.name) was handed work of another stage")
        }
    }

    private func sample(_ work: SampleWork, _ endpoint: Int) async throws -> [Fact] {
        let backend = backends.policy[endpoint]
        let messages = work.messages
        var promptTokens = work.promptTokens
        if promptTokens == nil, backend.capabilities.tokenizes {
            promptTokens = try await backend.promptTokens(of: messages)
        }
        let request = SampleRequest(
            messages: messages,
            promptTokens: promptTokens,
            count: work.samples.count,
            seed: Facts.seed(work, setup),
            sampling: setup.sampling
        )
        let start = ContinuousClock.now
        do {
            let samples = try await backend.sample(request)
            guard samples.count == work.samples.count else {
                throw BackendError(
                    .malformedReply,
                    "\(endpoints[endpoint]) gave \(samples.count) responses where \(work.samples.count) were asked for"
                )
            }
            try checkWeights(samples, endpoint)
            return Facts.responses(
                samples,
                to: work,
                promptTokens: promptTokens,
                endpoint: endpoints[endpoint],
                milliseconds: milliseconds(since: start),
                setup
            )
        } catch let partial as PartialSamples {
            try checkWeights(Array(partial.samples.values), endpoint)
            throw PartialAnswer(
                partial,
                of: work,
                promptTokens: promptTokens,
                endpoint: endpoints[endpoint],
                milliseconds: milliseconds(since: start),
                setup
            )
        }
    }

    private func milliseconds(since start: ContinuousClock.Instant) -> Double {
        let duration = (ContinuousClock.now - start).components
        return Double(duration.seconds) * 1e3 + Double(duration.attoseconds / 1_000_000_000_000) / 1e3
    }

    private func checkWeights(_ samples: [Sample], _ endpoint: Int) throws {
        guard !setup.weightVersion.isEmpty, let other = samples.compactMap(\.weightVersion).first(where: { $0 != setup.weightVersion })
        else {
            return
        }
        throw BackendError(
            .misconfigured,
            "\(endpoints[endpoint]) answered with the weights \(other) where \(setup.weightVersion) were expected: load them and resume"
        )
    }

    private func rewrite(_ work: RewriteWork, _ endpoint: Int) async throws -> [Fact] {
        guard let rewriting = setup.rewriting else {
            throw BackendError(.misconfigured, "a prompt was to be rewritten in a run that rewrites none")
        }
        let backend = backends.rewriter[endpoint]
        let messages = rewriting.request(work)
        let request = SampleRequest(
            messages: messages,
            promptTokens: backend.capabilities.tokenizes ? try await backend.promptTokens(of: messages) : nil,
            count: 1,
            seed: Facts.seed(work, strategy: rewriting.strategies[work.strategy].name, setup),
            sampling: rewriting.sampling
        )
        let samples = try await backend.sample(request)
        guard let sample = samples.first, samples.count == 1 else {
            throw BackendError(.malformedReply, "\(rewriterEndpoints[endpoint]) gave \(samples.count) rewrites where 1 was asked for")
        }
        return [Facts.rewrite(sample, of: work, by: rewriting, endpoint: rewriterEndpoints[endpoint], setup)]
    }

    private func reward(_ work: RewardWork, _ name: String, _ endpoint: Int) async throws -> [Fact] {
        guard let backend = backends.rewards[name]?[endpoint] else {
            throw BackendError(.misconfigured, "no backend serves the reward \(name)")
        }
        let values = try await backend.rewards(Facts.request(work, setup.reasoning))
        if let fault = Facts.fault(of: values, for: work, name: name) { throw fault }
        let model = backends.rewardModels[name] ?? name
        return Facts.rewards(values, of: work, name: name, model: model, contract: backend.contract)
    }

    private func embeddings(_ work: EmbeddingWork, _ endpoint: Int) async throws -> [Fact] {
        guard let setup = setup.embedding else {
            throw BackendError(.misconfigured, "a response was to become a vector in a run that makes none")
        }
        let vectors = try await backends.embedders[endpoint].embeddings(
            of: work.responses.map { Facts.answer($0.text, self.setup.reasoning) }
        )
        guard vectors.count == work.responses.count else {
            throw BackendError(.malformedReply, "\(vectors.count) vectors came for \(work.responses.count) responses")
        }
        let facts = Facts.embeddings(vectors, of: work, model: setup.model)
        guard facts.allSatisfy({ $0.vector.allSatisfy(\.isFinite) }) else {
            throw BackendError(.notFinite, "a vector holds a number that 32 bits cannot hold")
        }
        return facts.map { .embedding($0) }
    }

    private func logprob(
        _ work: LogprobWork,
        _ backend: any PolicyBackend,
        model: String,
        weightVersion: String
    ) async throws -> [Fact] {
        var facts: [Fact] = []
        let prompt: [Int32]
        if let known = work.promptTokens {
            prompt = known
        } else {
            prompt = try await backend.promptTokens(of: work.messages)
            facts.append(.promptTokens(Facts.tokens(prompt, of: work.promptID, setup)))
        }
        let context: [Int32]
        let response: [Int32]
        if let known = work.responseTokens {
            response = known
            context = Array(prompt.prefix(work.prefixTokens ?? prompt.count))
        } else {
            let answer = Message(role: "assistant", content: work.text)
            let conversation = try await backend.conversationTokens(of: work.messages + [answer])
            guard let start = Facts.responseStart(prompt: prompt, conversation: conversation) else {
                throw BackendError(
                    .rejected,
                    "the chat template changes the prompt when an answer follows, so the answer's tokens cannot be told apart"
                )
            }
            response = Array(conversation[start...])
            context = Array(conversation[..<start])
            facts.append(
                .responseTokens(ResponseTokensFact(responseID: work.responseID, tokens: response, prefixTokens: start))
            )
        }
        let values = try await backend.score(prompt: context, response: response)
        guard values.count == response.count else {
            throw BackendError(.malformedReply, "\(values.count) log-probs came for \(response.count) tokens")
        }
        guard values.allSatisfy(\.isFinite) else {
            throw BackendError(.notFinite, "a log-prob of a given text is not finite")
        }
        facts.append(Facts.logprob(values, of: work, model: model, weightVersion: weightVersion))
        return facts
    }
}
