import Inference
package import Settings

/// Looks at every endpoint of a configuration without starting a run.
package struct FleetDoctor: Sendable {
    let configuration: Configuration
    let backends: BackendSet

    package init(configuration: Configuration, backends: BackendSet) {
        self.configuration = configuration
        self.backends = backends
    }

    private static let question = [Message(role: "user", content: "What is the capital of France?")]

    package func examine() async -> [Finding] {
        var findings: [Finding] = []
        findings.append(capabilities())
        for (name, backend) in zip(backends.policyEndpoints, backends.round.policy) {
            findings += await policy("policy \(name)", name, backend, configuration.policy.backend.model)
        }
        for (name, backend) in zip(backends.referenceEndpoints, backends.round.reference) {
            findings += await reference("reference \(name)", backend, configuration.reference?.backend.model ?? "")
        }
        if case .own? = configuration.evolution?.rewriter.source {
            for (name, backend) in zip(backends.rewriterEndpoints, backends.round.rewriter) {
                let model = configuration.evolution?.rewriter.backend.model ?? ""
                findings.append(await look("rewriter \(name)", "reachable") { try await Self.describe(backend.probe(), model) })
            }
        }
        for reward in configuration.rewards {
            for (name, backend) in zip(backends.rewardEndpoints[reward.name] ?? [], backends.round.rewards[reward.name] ?? []) {
                findings += await self.reward("reward \(reward.name) \(name)", backend)
            }
        }
        return findings
    }

    private func capabilities() -> Finding {
        guard let policy = backends.round.policy.first else {
            return Finding("configuration", "capabilities", .bad, "the policy has no endpoint")
        }
        do {
            try Capabilities.check(configuration, policy: policy.capabilities, reference: backends.round.reference.first?.capabilities)
            let reproducible = policy.capabilities.reproducible
            return Finding(
                "configuration",
                "capabilities",
                reproducible ? .good : .warning,
                reproducible
                    ? "the backends can do what the run needs"
                    : "the backends can do what the run needs; equal seeds may give other text there, so the run cannot be repeated exactly"
            )
        } catch {
            return Finding("configuration", "capabilities", .bad, error.message)
        }
    }

    private func policy(_ subject: String, _ name: String, _ backend: any PolicyBackend, _ model: String) async -> [Finding] {
        var findings: [Finding] = []
        let reached = await look(subject, "reachable") { try await Self.describe(backend.probe(), model) }
        findings.append(reached)
        guard reached.verdict != .bad else { return findings }
        if backend.capabilities.tokenizes {
            findings.append(
                await look(subject, "template") {
                    let tokens = try await backend.promptTokens(of: Self.question)
                    if tokens.count > 1, tokens[0] == tokens[1] {
                        throw BackendError(
                            .rejected,
                            "the templated prompt begins with the same token twice: the template and the tokenizer both add a BOS"
                        )
                    }
                    return "a templated question has \(tokens.count) tokens"
                }
            )
        }
        if backend.capabilities.scoresGivenText, backend.capabilities.reportsSampledLogprobs {
            findings.append(
                await look(subject, "log-probs") {
                    let check = try await SampledLogprobCheck.run(
                        backend,
                        at: name,
                        prompts: [Self.question],
                        sampling: configuration.samplingParameters,
                        seed: 1
                    )
                    return "sampled and measured log-probs agree over \(check.tokens) tokens"
                }
            )
        }
        return findings
    }

    private func reference(_ subject: String, _ backend: any PolicyBackend, _ model: String) async -> [Finding] {
        let reached = await look(subject, "reachable") { try await Self.describe(backend.probe(), model) }
        guard reached.verdict != .bad, let policy = backends.round.policy.first else { return [reached] }
        let same = await look(subject, "tokenizer") {
            let ours = try await policy.promptTokens(of: Self.question)
            let theirs = try await backend.promptTokens(of: Self.question)
            guard ours == theirs else {
                throw BackendError(
                    .misconfigured,
                    "policy and reference cut the same conversation into different tokens: their log-probs cannot be compared"
                )
            }
            return "cuts text as the policy does"
        }
        return [reached, same]
    }

    private func reward(_ subject: String, _ backend: any RewardBackend) async -> [Finding] {
        let reached = await look(subject, "reachable") { try await Self.describe(backend.probe(), "") }
        guard reached.verdict != .bad else { return [reached] }
        var test = await look(subject, "self-test") {
            let scores = try await backend.score(
                prompt: Self.question,
                responses: ["The capital of France is Paris.", "banana banana banana"]
            )
            let text = "a good answer scores \(scores[0]), a bad one \(scores[1])"
            guard scores[0] > scores[1] else { throw BackendError(.rejected, "\(text): check the model and its template") }
            return text
        }
        // A model of a narrow domain may rank these the other way: worth a look, not a refusal.
        if test.verdict == .bad, test.message.hasPrefix("a good answer scores") { test.verdict = .warning }
        return [reached, test]
    }

    private func look(_ subject: String, _ check: String, _ body: () async throws -> String) async -> Finding {
        do {
            return Finding(subject, check, .good, try await body())
        } catch let error as BackendError {
            return Finding(subject, check, .bad, error.message)
        } catch {
            return Finding(subject, check, .bad, "\(error)")
        }
    }

    private static func describe(_ probe: BackendProbe, _ model: String) -> String {
        var text = probe.server.map { "\($0)" } ?? "answers"
        if !model.isEmpty { text += ", model \(model)" }
        if let context = probe.contextLength { text += ", context \(context) tokens" }
        return text
    }
}
