package import Settings

/// Whose servers are meant: the policy's, the reference's, the rewriter's, or those of a reward.
package enum EndpointRole: Sendable, Hashable, CustomStringConvertible {
    case policy
    case reference
    case rewriter
    case reward(String)

    /// `policy`, `reference`, `rewriter` or `reward:NAME`.
    package init?(_ text: String) {
        switch text {
        case "policy": self = .policy
        case "reference": self = .reference
        case "rewriter": self = .rewriter
        default:
            guard text.hasPrefix("reward:"), text.count > "reward:".count else { return nil }
            self = .reward(String(text.dropFirst("reward:".count)))
        }
    }

    package var description: String {
        switch self {
        case .policy: "policy"
        case .reference: "reference"
        case .rewriter: "rewriter"
        case .reward(let name): "reward:\(name)"
        }
    }

    /// The roles of a configuration whose servers are their own.
    package static func all(in configuration: Configuration) -> [EndpointRole] {
        var roles: [EndpointRole] = [.policy]
        if let reference = configuration.reference, !reference.isServedByPolicy { roles.append(.reference) }
        if case .own? = configuration.evolution?.rewriter.source { roles.append(.rewriter) }
        return roles + configuration.rewards.filter { $0.backend.kind.isServed }.map { .reward($0.name) }
    }

    /// The endpoints of the role as the configuration has them; empty where no server is asked.
    package func endpoints(in configuration: Configuration) -> [String] {
        switch self {
        case .policy: configuration.policy.backend.endpoints
        case .reference: configuration.reference?.backend.endpoints ?? []
        case .rewriter: configuration.evolution?.rewriter.backend.endpoints ?? []
        case .reward(let name): configuration.rewards.first { $0.name == name }?.backend.endpoints ?? []
        }
    }

    /// Whether a stage of this name may ask the role's servers.
    func isNamed(by stage: String) -> Bool {
        switch self {
        case .policy: ["sample", "rewrite", "logprob:policy", "logprob:reference"].contains(stage)
        case .reference: ["rewrite", "logprob:reference"].contains(stage)
        case .rewriter: stage == "rewrite"
        case .reward(let name): stage == "reward:\(name)"
        }
    }
}
