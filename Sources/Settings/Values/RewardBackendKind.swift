/// Where a reward comes from.
package enum RewardBackendKind: String, Sendable, Hashable, CaseIterable {
    case playground
    case vllm
    case sglang
    case openrlhf
    case tei
    case triton
    case llamacpp
    /// A child process that speaks JSON lines.
    case command
    /// A verifier: text against the answer in the prompt's metadata; nothing is asked.
    case rule
    /// A chat model that is asked for a verdict.
    case judge
    /// A model that measures how likely a content user's next turn is.
    case followup
    /// Recorded scores of an imported data set; nothing is asked.
    case imported

    /// It is asked over the network.
    package var isServed: Bool {
        switch self {
        case .playground, .command, .rule, .imported: false
        default: true
        }
    }

    /// It reads one text, so somebody must say how prompt and response become one.
    package var readsOneText: Bool {
        switch self {
        case .openrlhf, .tei, .triton, .sglang: true
        default: false
        }
    }
}
