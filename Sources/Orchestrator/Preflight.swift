import Inference
import Settings

/// Everything that can be found wrong before the first sample: capabilities, servers, models, templates, log-probs.
struct Preflight: Sendable {
    let configuration: Configuration
    let backends: BackendSet
    let notice: @Sendable (RunNotice) -> Void

    private static let conversation = [Message(role: "user", content: "Name three colours, and say why you chose them.")]

    func check() async throws {
        try Capabilities.check(
            configuration,
            policy: backends.round.policy.first?.capabilities
                ?? PolicyCapabilities(tokenizes: false, reportsSampledLogprobs: false, scoresGivenText: false, reproducible: false),
            reference: backends.round.reference.first?.capabilities
        )
        let wait = BackendWait(limit: configuration.limits.waitForBackend, notice: notice)
        if needsPolicy {
            for (name, backend) in zip(backends.policyEndpoints, backends.round.policy) {
                _ = try await wait.untilAnswering(name) { try await backend.probe() }
            }
        }
        for (name, backend) in zip(backends.referenceEndpoints, backends.round.reference) {
            _ = try await wait.untilAnswering(name) { try await backend.probe() }
        }
        if case .own? = configuration.evolution?.rewriter.source {
            for (name, backend) in zip(backends.rewriterEndpoints, backends.round.rewriter) {
                _ = try await wait.untilAnswering(name) { try await backend.probe() }
            }
        }
        for reward in configuration.rewards {
            for (name, backend) in zip(backends.rewardEndpoints[reward.name] ?? [], backends.round.rewards[reward.name] ?? []) {
                _ = try await wait.untilAnswering(name) { try await backend.probe() }
            }
        }
        try await checkTemplates()
        if configuration.policy.logprobs == .sampled { try await checkSampledLogprobs() }
    }

    /// A run that only selects from imported log-probs asks the policy nothing.
    private var needsPolicy: Bool {
        configuration.policy.samples > 0 || configuration.policy.logprobs != .none
    }

    /// Policy and reference must cut text into the same tokens, or their log-probs cannot be subtracted.
    private func checkTemplates() async throws {
        guard let policy = backends.round.policy.first, let reference = backends.round.reference.first,
            policy.capabilities.tokenizes, reference.capabilities.tokenizes
        else { return }
        let ours = try await told { try await policy.promptTokens(of: Self.conversation) }
        let theirs = try await told { try await reference.promptTokens(of: Self.conversation) }
        guard ours == theirs else {
            throw RunError(
                .input,
                "policy and reference turn the same conversation into different tokens: they need one tokenizer and one chat template; "
                    + "serve the reference from the policy's base model, or choose an implicit reward without a reference"
            )
        }
    }

    private func checkSampledLogprobs() async throws {
        for (name, backend) in zip(backends.policyEndpoints, backends.round.policy) {
            let found = try await told {
                try await SampledLogprobCheck.run(
                    backend,
                    at: name,
                    prompts: [Self.conversation],
                    sampling: configuration.samplingParameters,
                    seed: Int64(configuration.seed % 1_000_003)
                )
            }
            notice(.info("\(name): sampled log-probs agree with measured ones (\(found.tokens) tokens compared)"))
        }
    }

    /// A backend's error as a refusal.
    private func told<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as BackendError {
            throw RunError(.input, error.message)
        }
    }
}
