package import Inference
package import Settings
import Transport

/// The means by which a run's servers get other weights and lend their memory, one per endpoint.
package struct WeightControls: Sendable {
    package var policy: [(endpoint: String, control: any WeightControl)]
    /// Only where the reference follows the policy on servers of its own.
    package var reference: [(endpoint: String, control: any WeightControl)]
    package var memory: [any MemoryControl]

    package init(
        policy: [(endpoint: String, control: any WeightControl)] = [],
        reference: [(endpoint: String, control: any WeightControl)] = [],
        memory: [any MemoryControl] = []
    ) {
        self.policy = policy
        self.reference = reference
        self.memory = memory
    }
}

extension BackendFactory {
    /// The controls that `trainer.weights` asks for. Reaches nothing yet.
    package func makeControls() throws -> WeightControls {
        let weights = configuration.trainer.weights
        let backend = configuration.policy.backend
        let patience = Patience(limit: .seconds(weights.timeout))
        let servers = try clients(backend.endpoints, backend.apiKeyEnvironmentName)
        let controls: [any WeightControl] = servers.compactMap { client -> (any WeightControl)? in
            switch weights.swap {
            case .none, .restart: nil
            case .vllmLoRA: VLLMLoRAControl(client: client)
            case .vllmReload: VLLMReloadControl(client: client, patience: patience)
            case .sglangDisk: SGLangDiskControl(client: client, patience: patience)
            case .external: ExternalControl(client: client, patience: patience)
            }
        }
        let memory: [any MemoryControl] = servers.compactMap { client -> (any MemoryControl)? in
            switch weights.free {
            case .none, .stop: nil
            case .vllmSleep: VLLMSleepControl(client: client)
            case .sglangRelease: SGLangMemoryControl(client: client)
            }
        }
        return WeightControls(policy: Array(zip(backend.endpoints, controls)), memory: memory)
    }
}
