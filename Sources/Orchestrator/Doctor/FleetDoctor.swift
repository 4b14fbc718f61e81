import Inference
package import Settings

/// Looks at every endpoint of a configuration without starting a run.
package struct FleetDoctor: Sendable {
    let configuration: Configuration
    let backends: BackendSet
    let embeddings: EmbeddingsDoctor

    package init(configuration: Configuration, backends: BackendSet, embeddings: EmbeddingsDoctor) {
        self.configuration = configuration
        self.backends = backends
        self.embeddings = embeddings
    }

    package func examine() async throws -> [Finding] {
        let fleet = FleetProbe(
            configuration: configuration,
            backends: backends,
            isThorough: true,
            drawsSamples: true,
            asksPolicy: true,
            reach: { _, probe in try await probe() }
        )
        return [capabilities()] + (try await fleet.examine()) + (await embeddings.examine())
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
}
