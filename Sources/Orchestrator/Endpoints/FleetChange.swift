package import Settings

/// A server that joins a run or leaves it. Pure: a configuration in, a configuration out.
package struct FleetChange: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case add
        case remove
    }

    package var kind: Kind
    package var role: EndpointRole
    package var endpoint: String

    package init(_ kind: Kind, _ role: EndpointRole, _ endpoint: String) {
        self.kind = kind
        self.role = role
        self.endpoint = endpoint
    }

    /// Throws `RunError` where the role has no servers of its own, or the change makes no sense.
    package func applied(to configuration: Configuration) throws(RunError) -> Configuration {
        let roles = EndpointRole.all(in: configuration)
        guard roles.contains(role) else { throw unknownRole(roles, configuration) }
        var endpoints = role.endpoints(in: configuration)
        switch kind {
        case .add:
            guard !endpoints.isEmpty else {
                throw RunError(.input, "the \(role) is served by no endpoint (backend \(kindName(configuration))): none can be added")
            }
            guard !endpoints.contains(endpoint) else { throw RunError(.input, "\(endpoint) serves the \(role) already") }
            endpoints.append(endpoint)
        case .remove:
            guard let index = endpoints.firstIndex(of: endpoint) else {
                throw RunError(.input, "\(endpoint) does not serve the \(role): its endpoints are \(endpoints.joined(separator: ", "))")
            }
            guard endpoints.count > 1 else {
                throw RunError(.input, "\(endpoint) is the only endpoint of the \(role): add another one first")
            }
            endpoints.remove(at: index)
        }
        return try checked(set(endpoints, in: configuration))
    }

    private func set(_ endpoints: [String], in configuration: Configuration) -> Configuration {
        var changed = configuration
        switch role {
        case .policy: changed.policy.backend.endpoints = endpoints
        case .reference: changed.reference?.backend.endpoints = endpoints
        case .rewriter: changed.evolution?.rewriter.backend.endpoints = endpoints
        case .reward(let name):
            for index in changed.rewards.indices where changed.rewards[index].name == name {
                changed.rewards[index].backend.endpoints = endpoints
            }
        }
        return changed
    }

    /// The configuration read again from its own text: what is derived follows, and what is wrong is found.
    private func checked(_ configuration: Configuration) throws(RunError) -> Configuration {
        do {
            return try Configuration(yaml: configuration.canonicalYAML(), file: "the run's configuration", folder: configuration.folder)
        } catch {
            throw RunError(.input, error.problems.map(\.message).joined(separator: "\n"))
        }
    }

    private func unknownRole(_ roles: [EndpointRole], _ configuration: Configuration) -> RunError {
        let isShared = role == .reference && configuration.reference?.isServedByPolicy == true
        if isShared { return RunError(.input, "the reference is served by the policy's endpoints: use --role policy") }
        let known = roles.map(\.description).joined(separator: ", ")
        return RunError(.input, "the run has no endpoints of role \(role): its roles are \(known)")
    }

    private func kindName(_ configuration: Configuration) -> String {
        switch role {
        case .policy: configuration.policy.backend.kind.rawValue
        case .reference: configuration.reference?.backend.kind.rawValue ?? "none"
        case .rewriter: configuration.evolution?.rewriter.backend.kind.rawValue ?? "none"
        case .reward(let name): configuration.rewards.first { $0.name == name }?.backend.kind.rawValue ?? "none"
        }
    }
}
