import Ledger
import Settings

/// Decides whether a started run may go on under a changed configuration.
enum ConfigurationGate {
    /// Throws `RunError` with a diff where fixed keys changed, and tells what else did.
    static func admit(_ configuration: Configuration, _ ledger: Ledger, notice: @Sendable (RunNotice) -> Void) throws {
        guard let old = try RunStore.configuration(ledger) else {
            try admitImported(configuration, ledger)
            return
        }
        let changes = ConfigurationChange.compare(old, configuration)
        let refused = changes.filter(\.isRefused)
        guard refused.isEmpty else {
            let lines = refused.map { "  \($0)" }.joined(separator: "\n")
            throw RunError(
                .input,
                "the run was started with another configuration, and these keys cannot change any more:\n\(lines)\n"
                    + "put the old values back, or start a new run in another folder with --run-dir"
            )
        }
        try admitSchedule(configuration, old, ledger)
        for change in changes { notice(.info("changed: \(change)")) }
    }

    /// How the answers of a round are drawn cannot change once it has begun.
    private static func admitSchedule(_ configuration: Configuration, _ old: Configuration, _ ledger: Ledger) throws {
        guard configuration.schedule != old.schedule, let last = try ledger.rounds().last?.round else { return }
        // Between two entries nothing changes.
        let rounds = Set((old.schedule + configuration.schedule).map(\.fromRound)).filter { $0 <= last }
        for round in rounds.sorted() where try old.at(round: round).policy.sampling != configuration.at(round: round).policy.sampling {
            throw RunError(
                .input,
                "schedule changes how answers are drawn from round \(round) on, which has begun (the run is in round \(last)): "
                    + "change entries from round \(last + 1) on only"
            )
        }
    }

    /// A ledger that was imported into takes its first configuration: it must name the models the imported log-probs hold for.
    private static func admitImported(_ configuration: Configuration, _ ledger: Ledger) throws {
        guard let round = try ledger.round(1) else { return }
        guard configuration.policy.samples == 0 else {
            throw RunError(
                .input,
                "the folder holds imported responses: set policy.samples to 0 to measure them, or run in another folder with --run-dir"
            )
        }
        guard round.policy == configuration.policy.backend.model else {
            throw RunError(
                .input,
                "the responses were imported for the policy \(round.policy), and policy.model is \(configuration.policy.backend.model): "
                    + "they must be the same"
            )
        }
        let reference = configuration.reference?.backend.model
        guard reference == nil || round.reference == nil || round.reference == reference else {
            throw RunError(
                .input,
                "the responses were imported for the reference \(round.reference ?? ""), and reference.model is \(reference ?? ""): they must be the same"
            )
        }
        if let reference, round.reference == nil { try ledger.setReference(reference, round: 1) }
    }
}
