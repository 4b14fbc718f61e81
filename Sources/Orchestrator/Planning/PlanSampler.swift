import Inference
import Scheduling
package import Settings

/// Sends a few of a run's requests to its servers, and predicts from them what all will take. Records nothing.
package struct PlanSampler: Sendable {
    let configuration: Configuration
    let backends: BackendSet

    package init(configuration: Configuration, backends: BackendSet) {
        self.configuration = configuration
        self.backends = backends
    }

    /// An answered prompt.
    private struct Answered: Sendable {
        var messages: [Message]
        var metadata: [UInt8]?
        var promptTokens: [Int32]?
        var samples: [Sample]
    }

    /// Throws `RunError` where a server cannot be asked.
    package func forecast(_ plan: RunPlan, prompts count: Int) async throws -> RunForecast {
        let pool = try RunStore.readPool(configuration, notice: { _ in }).prompts.filter { !$0.isHeldOut }
        // Spread over the whole pool, whose order may mean something.
        let chosen = (0..<min(count, pool.count)).map { pool[$0 * pool.count / min(count, pool.count)] }
        let (answered, sampling) = try await sample(chosen.map { ($0.messages, $0.metadata.map { Array($0.utf8) }) })
        var stages: [StageForecast] = [
            forecast("sample", configuration.policy.backend, plan.responses, sampling, backends.policyEndpoints.count)
        ]
        for reward in configuration.rewards {
            guard let servers = backends.round.rewards[reward.name], let first = servers.first else { continue }
            let measured = try await measure(answered) { answer in
                let texts = answer.samples.map { Facts.answer($0.text, configuration.policy.reasoning) }
                let request = RewardRequest(messages: answer.messages, responses: texts, metadata: answer.metadata)
                return try await first.rewards(request).count
            }
            let facts = plan.rewards / max(1, configuration.rewards.count)
            stages.append(forecast("reward:\(reward.name)", reward.backend, facts, measured, servers.count))
        }
        stages += try await logprobs(plan, answered)
        let text = answered.flatMap(\.samples).reduce(0) { $0 + $1.text.utf8.count }
        let responses = max(1, answered.reduce(0) { $0 + $1.samples.count })
        let tokens = sampling.spending.completionTokens / responses
        return RunForecast(
            prompts: chosen.count,
            stages: stages,
            ledgerBytes: plan.responses * (text / responses + 4 * tokens + 300),
            hasPrices: !configuration.prices.isEmpty
        )
    }

    private func sample(_ prompts: [(messages: [Message], metadata: [UInt8]?)]) async throws -> ([Answered], StageSample) {
        guard let policy = backends.round.policy.first, configuration.policy.samples > 0, !prompts.isEmpty else {
            return ([], StageSample(calls: 0, facts: 0, spending: Spending(), seconds: 0, inFlight: 1))
        }
        let box = Answers()
        let seed = Int64(configuration.seed % 1_000_003)
        let requests = prompts.enumerated().map { index, prompt in (seed + Int64(index * 64), prompt.messages, prompt.metadata) }
        var measured = try await measure(requests) { [configuration] seed, messages, metadata in
            let tokens = policy.capabilities.tokenizes ? try await policy.promptTokens(of: messages) : nil
            let request = SampleRequest(
                messages: messages,
                promptTokens: tokens,
                count: configuration.policy.samples,
                seed: seed,
                sampling: configuration.samplingParameters
            )
            let samples = try await policy.sample(request)
            await box.add(Answered(messages: messages, metadata: metadata, promptTokens: tokens, samples: samples))
            return samples.count
        }
        let answered = await box.all
        if measured.spending.tokens == 0 {
            measured.spending.promptTokens = answered.reduce(0) { $0 + ($1.promptTokens?.count ?? Self.estimate($1.messages)) }
            measured.spending.completionTokens = answered.flatMap(\.samples).reduce(0) {
                $0 + ($1.tokens?.count ?? ($1.text.count + 3) / 4)
            }
            measured.tokensAreEstimated = !policy.capabilities.tokenizes
        }
        return (answered, measured)
    }

    private func logprobs(_ plan: RunPlan, _ answered: [Answered]) async throws -> [StageForecast] {
        guard plan.logprobs > 0, let policy = backends.round.policy.first, policy.capabilities.scoresGivenText else { return [] }
        let scored = answered.compactMap { answer -> ([Int32], [Int32])? in
            guard let prompt = answer.promptTokens, let response = answer.samples.first?.tokens, !response.isEmpty else { return nil }
            return (prompt, response)
        }
        var measured = try await measure(scored) { prompt, response in
            _ = try await policy.score(prompt: prompt, response: response)
            return 1
        }
        if measured.spending.tokens == 0 {
            measured.spending.promptTokens = scored.reduce(0) { $0 + $1.0.count + $1.1.count }
        }
        return [
            forecast(
                "logprob",
                configuration.policy.backend,
                plan.logprobs,
                measured,
                backends.policyEndpoints.count,
                inFlight: configuration.policy.scoringConcurrency
            )
        ]
    }

    private func forecast<Kind>(
        _ name: String,
        _ settings: BackendSettings<Kind>,
        _ facts: Int,
        _ sample: StageSample,
        _ endpoints: Int,
        inFlight: Int? = nil
    ) -> StageForecast {
        // What `auto` will find nobody knows: no more than the sample had at each endpoint is promised.
        let each = inFlight ?? { if case .fixed(let count) = settings.concurrency { count } else { sample.inFlight } }()
        return StageForecast(
            name: name,
            model: settings.model,
            facts: facts,
            sample: sample,
            inFlight: each * max(1, endpoints),
            price: configuration.price(of: settings.model)
        )
    }

    /// Makes all calls at once and adds up what they took.
    private func measure<Item: Sendable>(
        _ items: [Item],
        _ call: @escaping @Sendable (Item) async throws -> Int
    ) async throws -> StageSample {
        let start = RunClock.monotonic
        do {
            let results = try await withThrowingTaskGroup(of: (Int, CallReport).self) { group in
                for item in items {
                    group.addTask {
                        let trace = CallTrace()
                        let facts = try await CallTrace.$current.withValue(trace) { try await call(item) }
                        return (facts, trace.report)
                    }
                }
                var results: [(Int, CallReport)] = []
                for try await result in group { results.append(result) }
                return results
            }
            return StageSample(
                calls: results.count,
                facts: results.reduce(0) { $0 + $1.0 },
                spending: results.reduce(Spending()) { $0 + Spending($1.1) },
                seconds: RunClock.monotonic - start,
                inFlight: max(1, items.count)
            )
        } catch let error as BackendError {
            throw RunError(.input, error.message)
        } catch let error as PartialSamples {
            throw RunError(.input, error.error.message)
        }
    }

    private static func estimate(_ messages: [Message]) -> Int {
        messages.reduce(0) { $0 + ($1.content.count + 3) / 4 + 4 }
    }

    /// Collects answers of concurrent calls.
    private actor Answers {
        private(set) var all: [Answered] = []

        func add(_ answer: Answered) { all.append(answer) }
    }
}
