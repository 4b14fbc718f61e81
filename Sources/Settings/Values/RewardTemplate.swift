/// How prompt and answer become the one text that a text-only reward server reads.
package enum RewardTemplate: Sendable, Hashable {
    /// The policy's own chat template.
    case policy
    /// Prompt, a newline, answer.
    case plain
    case file(ConfiguredPath)

    init(_ text: String, folder: String) {
        switch text {
        case "policy": self = .policy
        case "plain": self = .plain
        default: self = .file(ConfiguredPath(text, folder: folder))
        }
    }

    /// As the configuration has it.
    package var text: String {
        switch self {
        case .policy: "policy"
        case .plain: "plain"
        case .file(let path): path.text
        }
    }
}
