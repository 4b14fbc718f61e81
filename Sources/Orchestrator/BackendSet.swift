package import Inference

/// All backends of a run with the endpoints they are bound to.
package struct BackendSet: Sendable {
    package var round: RoundBackends
    package var policyEndpoints: [String]
    package var referenceEndpoints: [String]
    /// By reward name.
    package var rewardEndpoints: [String: [String]]

    package init(
        round: RoundBackends,
        policyEndpoints: [String],
        referenceEndpoints: [String],
        rewardEndpoints: [String: [String]]
    ) {
        self.round = round
        self.policyEndpoints = policyEndpoints
        self.referenceEndpoints = referenceEndpoints
        self.rewardEndpoints = rewardEndpoints
    }

    /// Rewards whose backend takes one response a request.
    package var singleRewards: Set<String> {
        Set(round.rewards.filter { $0.value.first?.batching == .single }.keys)
    }
}
