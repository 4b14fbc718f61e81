package import Inference

/// All backends of a run with the endpoints they are bound to.
package struct BackendSet: Sendable {
    package var round: RoundBackends
    package var policyEndpoints: [String]
    package var referenceEndpoints: [String]
    package var rewriterEndpoints: [String]
    /// By reward name.
    package var rewardEndpoints: [String: [String]]

    package init(
        round: RoundBackends,
        policyEndpoints: [String],
        referenceEndpoints: [String],
        rewriterEndpoints: [String] = [],
        rewardEndpoints: [String: [String]],
        singleRewards: Set<String>,
        metadataRewards: Set<String> = [],
        comparingRewards: Set<String> = []
    ) {
        self.round = round
        self.policyEndpoints = policyEndpoints
        self.referenceEndpoints = referenceEndpoints
        self.rewriterEndpoints = rewriterEndpoints
        self.rewardEndpoints = rewardEndpoints
        self.singleRewards = singleRewards
        self.metadataRewards = metadataRewards
        self.comparingRewards = comparingRewards
    }

    /// Rewards asked for one response a request: their backend takes no more, or the configuration says so.
    package var singleRewards: Set<String>
    /// Rewards that need the prompt's metadata.
    package var metadataRewards: Set<String>

    /// Rewards that compare a prompt's responses with one another: they wait until all are there.
    package var comparingRewards: Set<String>

    package var embedderEndpoints: [String] = []

    /// Who answers by batch files, where the configuration says so.
    package var batches = BatchBackends()
}
