package import Inference
package import Ledger

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

    package func run(_ stage: StageID, _ work: Work, endpoint: Int) async -> Result<[Fact], BackendError> {
        do {
            switch (stage, work) {
            case (.sample, .sample(let work)):
                return .success(try await sample(work, endpoint))
            case (.rewrite, .rewrite(let work)):
                return .success(try await rewrite(work, endpoint))
            case (.reward(let name), .reward(let work)):
                return .success(try await reward(work, name, endpoint))
            case (.policyLogprob, .logprob(let work)):
                let backend = backends.policy[endpoint]
                return .success(try await logprob(work, backend, model: setup.policy, weightVersion: setup.weightVersion))
            case (.referenceLogprob, .logprob(let work)):
                let backend = backends.reference[endpoint]
                return .success(try await logprob(work, backend, model: setup.reference ?? "", weightVersion: setup.referenceVersion))
            default:
                return .failure(BackendError(.misconfigured, "stage \(stage.name) was handed work of another stage"))
            }
        } catch let error as BackendError {
            return .failure(Task.isCancelled ? BackendError(.cancelled, error.message) : error)
        } catch {
            return .failure(BackendError(.cancelled, "cancelled"))
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
        let clock = ContinuousClock()
        let start = clock.now
        let samples = try await backend.sample(request)
        guard samples.count == work.samples.count else {
            throw BackendError(
                .malformedReply,
                "\(endpoints[endpoint]) gave \(samples.count) responses where \(work.samples.count) were asked for"
            )
        }
        if let other = samples.compactMap(\.weightVersion).first(where: { $0 != setup.weightVersion }), !setup.weightVersion.isEmpty {
            throw BackendError(
                .misconfigured,
                "\(endpoints[endpoint]) answered with the weights \(other) where \(setup.weightVersion) were expected: load them and resume"
            )
        }
        let duration = (clock.now - start).components
        return Facts.responses(
            samples,
            to: work,
            promptTokens: promptTokens,
            endpoint: endpoints[endpoint],
            milliseconds: Double(duration.seconds) * 1e3 + Double(duration.attoseconds / 1_000_000_000_000) / 1e3,
            setup
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
        let scores = try await backend.score(prompt: work.messages, responses: work.responses.map(\.text))
        guard scores.count == work.responses.count else {
            throw BackendError(.malformedReply, "the reward \(name) gave \(scores.count) scores for \(work.responses.count) responses")
        }
        guard scores.allSatisfy(\.isFinite) else {
            throw BackendError(.notFinite, "the reward \(name) gave a score that is not finite")
        }
        let model = backends.rewardModels[name] ?? name
        return Facts.rewards(scores, of: work, name: name, model: model, contract: backend.contract)
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
