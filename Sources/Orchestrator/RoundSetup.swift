package import Inference
package import Ledger
package import Settings

/// What every request of a round has in common.
package struct RoundSetup: Sendable {
    package var round: Int
    package var phase: Phase
    package var runSeed: Int
    /// Responses per prompt.
    package var samples: Int
    package var policy: String
    package var reference: String?
    package var weightVersion: String
    package var referenceVersion: String
    package var sampling: SamplingParameters
    /// Record the log-probs the server reports while sampling.
    package var recordsSampledLogprobs: Bool
    /// Digest of the template options, kept with prompt tokens.
    package var templateHash: String
    /// How prompts are rewritten; nil in a run that rewrites none.
    package var rewriting: RewriteSetup?
    /// How responses become vectors; nil in a run that makes none.
    package var embedding: EmbeddingSetup?
    /// Of what is trained on, the reward models are asked about what was chosen for it only.
    package var annotatesSome = false
    /// What of an answer reward models do not get to see; nil: all of it is the answer.
    package var reasoning: ReasoningSettings?

    package init(
        round: Int,
        phase: Phase,
        runSeed: Int,
        samples: Int,
        policy: String,
        reference: String?,
        weightVersion: String,
        referenceVersion: String,
        sampling: SamplingParameters,
        recordsSampledLogprobs: Bool,
        templateHash: String,
        rewriting: RewriteSetup? = nil,
        embedding: EmbeddingSetup? = nil
    ) {
        self.round = round
        self.phase = phase
        self.runSeed = runSeed
        self.samples = samples
        self.policy = policy
        self.reference = reference
        self.weightVersion = weightVersion
        self.referenceVersion = referenceVersion
        self.sampling = sampling
        self.recordsSampledLogprobs = recordsSampledLogprobs
        self.templateHash = templateHash
        self.rewriting = rewriting
        self.embedding = embedding
    }
}
