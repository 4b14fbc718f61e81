import Inference
import Settings

/// Programs of the user's own that answer as a policy or a reward model.
extension BackendFactory {
    func commands(_ settings: BackendSettings<PolicyBackendKind>) -> Served {
        let offers = configuration.policy.offers
        let capabilities = PolicyCapabilities(
            tokenizes: offers.contains(.tokenize),
            reportsSampledLogprobs: offers.contains(.logprobs),
            scoresGivenText: offers.contains(.score),
            reproducible: offers.contains(.reproducible)
        )
        let specifications = specifications(settings)
        let backends = specifications.map { specification in
            CommandPolicy(
                specification,
                model: settings.model,
                capabilities: capabilities,
                contextLength: configuration.policy.context
            ) as any PolicyBackend
        }
        return (specifications.map(\.name), backends)
    }

    func commands(_ settings: RewardSettings) -> ([String], [any RewardBackend]) {
        let specifications = specifications(settings.backend)
        let batching: RewardBatching = settings.isBatchIndependent ? .list : .single
        return (specifications.map(\.name), specifications.map { CommandReward($0, batching: batching) })
    }

    /// One for each process, told apart by a number.
    private func specifications<Kind>(_ settings: BackendSettings<Kind>) -> [CommandSpecification] {
        (1...max(1, settings.processes)).map { number in
            CommandSpecification(
                name: "command:\(number)",
                arguments: settings.command,
                directory: configuration.folder,
                startTimeout: configuration.limits.waitForBackend,
                requestTimeout: configuration.limits.requestTimeout,
                log: { _ in }
            )
        }
    }
}
