package import Ledger

extension RoundStanding {
    /// Reads where a round stands. Blocks.
    package static func read(_ round: Int, _ ledger: Ledger) throws -> RoundStanding {
        var standing = RoundStanding(round: round)
        let rounds = try ledger.rounds()
        standing.hasSuccessor = rounds.contains { $0.round > round }
        guard let record = rounds.first(where: { $0.round == round }) else { return standing }
        standing.isPlanned = true
        standing.isClosed = record.isClosed
        standing.planned = try ledger.plannedPhases(round: round)
        for selection in try ledger.selections(round: round) where selection.name == selection.phase.rawValue {
            standing.selected.insert(selection.phase)
        }
        standing.isTrained = try ledger.trainings().contains { $0.round == round && $0.isDone }
        let metrics = try ledger.evaluations().filter { $0.round == round }.map(\.metric)
        for phase in Phase.measured where metrics.contains(phase.metric) { standing.measured.insert(phase) }
        standing.isEvaluated = metrics.contains { metric in !Phase.measured.contains { $0.metric == metric } }
        return standing
    }
}

extension Phase {
    /// The name under which the mean reward of a held-out phase is recorded.
    package var metric: String { rawValue + "_reward" }
}
