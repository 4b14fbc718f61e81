/// Which of vLLM's interfaces a reward model is asked through.
package enum RewardContract: String, Sendable, Hashable, CaseIterable {
    case classify
    case pooling
}
