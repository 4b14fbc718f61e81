package import Inference
package import Ledger
import Platform
import Selection
package import Settings

extension Configuration {
    /// Prompts per round; nil is the whole pool.
    var promptsPerRound: Int? {
        if case .count(let count)? = prompts?.perRound { count } else { nil }
    }

    /// What weighs the sampling of prompts; nil samples uniformly.
    var weighedBy: Selection.Informativeness? {
        guard let prompts, prompts.sampling == .weighted else { return nil }
        return Selection.Informativeness(rawValue: prompts.informativeness.rawValue)
    }

    /// What every request of a round has in common.
    package func setup(_ round: RoundRecord) -> RoundSetup {
        RoundSetup(
            round: round.round,
            phase: .base,
            runSeed: seed,
            samples: policy.samples,
            policy: round.policy,
            reference: round.reference,
            weightVersion: round.weightVersion,
            sampling: samplingParameters,
            recordsSampledLogprobs: policy.logprobs == .sampled,
            templateHash: templateHash
        )
    }

    package var samplingParameters: SamplingParameters {
        SamplingParameters(
            temperature: policy.sampling.temperature,
            topP: policy.sampling.topP,
            topK: policy.sampling.topK,
            minP: policy.sampling.minP,
            repetitionPenalty: policy.sampling.repetitionPenalty,
            presencePenalty: policy.sampling.presencePenalty,
            frequencyPenalty: policy.sampling.frequencyPenalty,
            maxTokens: policy.sampling.maxTokens,
            stop: policy.chat.stop
        )
    }

    /// Digest of what prompt tokens depend on besides the messages.
    var templateHash: String {
        SHA256.hexadecimal(of: policy.backend.model + "\n" + YAMLValue.mapping(policy.chat.templateArguments).json())
    }
}
