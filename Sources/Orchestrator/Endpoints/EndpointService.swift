package import Ledger

/// Changes and lists the servers of a run by its ledger; a process that works on the run follows within a second. Blocks.
package struct EndpointService: Sendable {
    let ledger: Ledger
    let folder: RunFolder

    package init(ledger: Ledger, folder: RunFolder) {
        self.ledger = ledger
        self.folder = folder
    }

    /// Records the run's configuration with the change in it.
    package func apply(_ changes: [FleetChange], at time: Double) throws {
        guard let old = try RunStore.configuration(ledger) else {
            throw RunError(.input, "\(folder.path) has no configuration yet: its endpoints are given when it is first run")
        }
        var configuration = old
        for change in changes { configuration = try change.applied(to: configuration) }
        let rounds = try ledger.rounds()
        let round = rounds.first { !$0.isClosed }?.round ?? rounds.count + 1
        try ledger.record(RunStore.record(configuration, round: round), at: time)
        for change in changes {
            try ledger.note("endpoint", "\(change.kind.rawValue) \(change.role) \(change.endpoint)", round: round, at: time)
        }
    }

    /// The endpoints of every role.
    package func list() throws -> [(role: EndpointRole, endpoint: String)] {
        guard let configuration = try RunStore.configuration(ledger) else { return [] }
        return EndpointRole.all(in: configuration).flatMap { role in role.endpoints(in: configuration).map { (role, $0) } }
    }
}
