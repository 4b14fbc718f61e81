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
        let request = try configuration.selectionRequest(round: 1)
        let backend = configuration.policy.backend.kind.rawValue
        switch configuration.policy.logprobs {
        case .none:
            guard !request.spec.needsImplicitMargin else {
                throw RunError(
                    .input,
                    "selection.score is \(request.score.text), which uses dh, but policy.logprobs is none: set policy.logprobs to given, "
                        + "or choose a score without dh (explicit, random)"
                )
            }
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
        if request.spec.needsReferenceLogprobs {
            guard configuration.reference != nil, configuration.policy.logprobs == .given else {
                throw RunError(
                    .input,
                    "selection.implicit_reward \(request.implicitReward.rawValue) compares policy and reference: it needs a reference section "
                        + "and policy.logprobs: given"
                )
            }
        }
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
}
