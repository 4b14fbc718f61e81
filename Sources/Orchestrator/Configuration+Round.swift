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

    /// What every request of a phase of a round has in common.
    ///
    /// - Parameter weights: those that answer; they differ from the round's where the held-out prompts are answered after its training.
    package func setup(
        _ round: RoundRecord,
        phase: Phase = .base,
        weights: String? = nil,
        rewriting: RewriteSetup? = nil
    ) -> RoundSetup {
        var setup = RoundSetup(
            round: round.round,
            phase: phase,
            runSeed: seed,
            samples: samples(in: phase),
            policy: round.policy,
            reference: round.reference,
            weightVersion: weights ?? round.weightVersion,
            referenceVersion: round.referenceVersion,
            sampling: samplingParameters,
            recordsSampledLogprobs: policy.logprobs == .sampled && Phase.trained.contains(phase),
            templateHash: templateHash,
            rewriting: rewriting,
            embedding: embeddings.map { EmbeddingSetup(model: $0.model, batch: $0.batch) }
        )
        setup.annotatesSome = annotate.rule != .all
        setup.reasoning = policy.reasoning
        return setup
    }

    package var samplingParameters: SamplingParameters { policy.sampling.parameters(stop: policy.chat.stop) }

    /// Digest of what prompt tokens depend on besides the messages.
    var templateHash: String {
        SHA256.hexadecimal(of: policy.backend.model + "\n" + YAMLValue.mapping(policy.chat.templateArguments).json())
    }
}
