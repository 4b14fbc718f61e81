import Inference

/// The backends of a round that goes on, when servers join it.
extension BackendSet {
    /// The endpoints that a stage asks, by number.
    func endpoints(of stage: StageID) -> [String] {
        switch stage {
        case .sample, .policyLogprob: policyEndpoints
        case .referenceLogprob: referenceEndpoints
        case .rewrite: rewriterEndpoints
        case .reward(let name): rewardEndpoints[name] ?? []
        case .embedding: embedderEndpoints
        }
    }

    /// This set with the backends that `roster` has beyond it, taken from a set that was made anew; the numbers of all others stay.
    func joined(by fresh: BackendSet, _ rosters: [StageID: EndpointRoster]) -> BackendSet {
        var set = self
        if let names = rosters[.sample]?.names ?? rosters[.policyLogprob]?.names {
            set.round.policy = Self.extended(round.policy, names, fresh.policyEndpoints, fresh.round.policy)
            set.policyEndpoints = names
        }
        if let names = rosters[.referenceLogprob]?.names {
            set.round.reference = Self.extended(round.reference, names, fresh.referenceEndpoints, fresh.round.reference)
            set.referenceEndpoints = names
        }
        if let names = rosters[.rewrite]?.names {
            set.round.rewriter = Self.extended(round.rewriter, names, fresh.rewriterEndpoints, fresh.round.rewriter)
            set.rewriterEndpoints = names
        }
        if let names = rosters[.embedding]?.names {
            set.round.embedders = Self.extended(round.embedders, names, fresh.embedderEndpoints, fresh.round.embedders)
            set.embedderEndpoints = names
        }
        for case (.reward(let name), let roster) in rosters {
            guard let known = round.rewards[name], let made = fresh.round.rewards[name] else { continue }
            set.round.rewards[name] = Self.extended(known, roster.names, fresh.rewardEndpoints[name] ?? [], made)
            set.rewardEndpoints[name] = roster.names
        }
        return set
    }

    private static func extended<Backend>(_ known: [Backend], _ names: [String], _ endpoints: [String], _ made: [Backend]) -> [Backend] {
        var backends = known
        for name in names.dropFirst(known.count) {
            guard let index = endpoints.firstIndex(of: name), made.indices.contains(index) else { continue }
            backends.append(made[index])
        }
        return backends
    }
}
