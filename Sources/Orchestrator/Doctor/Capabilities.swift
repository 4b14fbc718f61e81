package import Inference
import Selection
package import Settings

/// Refuses, before the first request, a run that needs what its backends cannot do.
package enum Capabilities {
    /// Throws `RunError` with the sentence that says what to change.
    package static func check(
        _ configuration: Configuration,
        policy: PolicyCapabilities,
        reference: PolicyCapabilities?
    ) throws(RunError) {
        try configuration.checkSelections()
        let backend = configuration.policy.backend.kind.rawValue
        switch configuration.policy.logprobs {
        case .none: break
        case .given, .sampled:
            guard policy.scoresGivenText else {
                throw RunError(
                    .input,
                    "policy.backend \(backend) cannot measure the log-prob of given text: set policy.logprobs to none and choose a score "
                        + "without dh (explicit, random), or use a backend that can (vllm, playground)"
                )
            }
        }
        if configuration.policy.samples == 0, configuration.policy.logprobs == .sampled {
            throw RunError(
                .input,
                "policy.logprobs is sampled, but policy.samples is 0: imported responses are measured with policy.logprobs: given"
            )
        }
        if let reference, !reference.scoresGivenText {
            throw RunError(.input, "the reference's backend cannot measure the log-prob of given text: use one that can (vllm, playground)")
        }
        try checkReferenceWeights(configuration)
        if configuration.policy.samples > 0 {
            for reward in configuration.rewards where reward.backend.kind == .imported {
                throw RunError(
                    .input,
                    "the reward \(reward.name) has backend imported, but policy.samples is \(configuration.policy.samples): new responses need a reward "
                        + "model that can be asked (vllm, openrlhf, playground)"
                )
            }
        }
    }

    /// A reference must go on answering with the weights it should when the policy's change.
    private static func checkReferenceWeights(_ configuration: Configuration) throws(RunError) {
        guard let reference = configuration.reference, configuration.trainer.kind != .none, reference.backend.kind != .playground else {
            return
        }
        let swap = configuration.trainer.weights.swap
        if reference.follow == .rolling {
            guard reference.isServedByPolicy, swap == .vllmLoRA else {
                throw RunError(
                    .input,
                    "reference.follow is rolling, and only trainer.weights.swap vllm_lora with reference.same_as: policy serves the weights of two "
                        + "rounds at once: use it, or set reference.follow to fixed"
                )
            }
            return
        }
        let isSameModel = reference.isServedByPolicy && reference.backend.model == configuration.policy.backend.model
        if isSameModel, swap != .vllmLoRA, swap != .none {
            throw RunError(
                .input,
                "trainer.weights.swap \(swap.rawValue) changes the weights of the servers that also answer as the reference: serve the reference "
                    + "elsewhere (reference.backend, reference.endpoints), or use vllm_lora"
            )
        }
    }
}
