/// Where a reward comes from.
package enum RewardBackendKind: String, Sendable, Hashable, CaseIterable {
    case playground
    case vllm
    case openrlhf
    case llamacpp
    /// Recorded scores of an imported data set; nothing is asked.
    case imported
}
