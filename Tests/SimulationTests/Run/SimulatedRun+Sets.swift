import Ledger

@testable import Orchestrator

/// What follows the answers: selection and training set, with a kill in between now and then.
extension SimulatedRun {
    func finish(_ round: RoundRecord) throws {
        let request = try configuration.selectionRequest(round: round.round)
        if folder == nil || chance.happens(0.5) {
            _ = try SelectionService(ledger: ledger).select(request)
        }
        if let folder {
            try write(round, into: folder)
        } else {
            try ledger.close(round: round.round, at: now)
        }
        try checkLedger(round)
        try note(round, request)
    }

    private func write(_ round: RoundRecord, into folder: RunFolder) throws {
        let finisher = RoundFinisher(ledger: ledger, folder: folder, configuration: configuration, now: now) { _ in }
        try finisher.select(round: round.round, phase: .base)
        try finisher.close(round: round.round)
        guard let export = try ledger.exports(round: round.round).first else { throw Violation("nothing was exported") }
        let path = folder.absolute(export.path)
        let bytes = try TemporaryFolder.read(path)
        try TemporaryFolder.remove(path)
        try finisher.export(round: round.round, selection: "base")
        guard try TemporaryFolder.read(path) == bytes else { throw Violation("a training set written again has other bytes") }
        outcome.files.append(bytes)
    }

    /// Checks the funnel of prompts and keeps what the round brought.
    private func note(_ round: RoundRecord, _ request: SelectionRequest) throws {
        guard let selection = try ledger.selection(round: round.round, name: "base") else { throw Violation("there is no selection") }
        let (_, kept) = try ledger.pairCounts(selection: selection.id)
        let others = try ledger.promptReasons(selection: selection.id).reduce(0) { $0 + $1.count }
        guard kept + others == planned.count else {
            throw Violation("the funnel of prompts adds up to \(kept + others) of \(planned.count)")
        }
        let funnel = try SelectionJSON.responses(selection.statistics)
        guard !funnel.reasons.contains(where: { $0.reason == "pending" }) else {
            throw Violation("responses are pending at the end: \(funnel)")
        }
        var pairs: [Outcome.Pair] = []
        try ledger.forEachKeptPair(
            of: selection.id,
            reward: request.reward,
            policy: .init(name: round.policy, version: round.weightVersion),
            reference: round.reference.map { .init(name: $0, version: round.referenceVersion) },
            sources: request.sources
        ) { pairs.append(Outcome.Pair($0)) }
        outcome.pairs.append(pairs)
        for (item, standing) in watch.standing where standing == .givenUp { outcome.givenUp.insert("round \(round.round): \(item)") }
        for (prompt, reason) in watch.leftOut { outcome.givenUp.insert("round \(round.round): prompt \(prompt) \(reason)") }
    }
}
