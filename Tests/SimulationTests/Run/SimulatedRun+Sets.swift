import Ledger

@testable import Orchestrator

/// What is made of the answers: selections and training sets.
extension SimulatedRun {
    func select(_ round: Int, _ phase: Phase) throws {
        if let folder {
            try finisher(folder).select(round: round, phase: phase)
        } else {
            _ = try SelectionService(ledger: ledger).select(try configuration.selectionRequest(round: round, phase: phase))
        }
    }

    /// Writes the round's training set and closes it.
    func close(_ round: Int) throws {
        guard let folder else { return try ledger.close(round: round, at: now) }
        try finisher(folder).close(round: round)
    }

    private func finisher(_ folder: RunFolder) -> RoundFinisher {
        RoundFinisher(ledger: ledger, folder: folder, configuration: configuration, now: now) { _ in }
    }

    /// Checks what a round left behind when all of its steps are done, and keeps it. Returns that the run goes on.
    func finish(_ round: Int) throws -> Bool {
        guard let record = try ledger.round(round), record.isClosed else { throw Violation("round \(round) is done and not closed") }
        try checkPlans(round)
        try checkLedger(record)
        try checkLineage()
        if let folder { try keepFiles(round, folder) }
        for phase in Phase.trained where plans[phase] != nil { try keepPairs(of: record, phase) }
        let sources = try configuration.emission.sources(of: round, in: ledger)
        outcome.emitted.append(sources.map { "round \($0.round) \($0.phase.rawValue)" })
        for (phase, prompts) in plans.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            outcome.plans += prompts.map { "round \(round) \(phase.rawValue) \($0)" }
        }
        for item in watch.givenUp { outcome.givenUp.insert("round \(round): \(item)") }
        for (prompt, reason) in watch.leftOut { outcome.givenUp.insert("round \(round): \(prompt) \(reason)") }
        return true
    }

    /// A training set that is written again has the same bytes.
    private func keepFiles(_ round: Int, _ folder: RunFolder) throws {
        guard let export = try ledger.exports(round: round).first else { throw Violation("nothing was exported") }
        let path = folder.absolute(export.path)
        let bytes = try TemporaryFolder.read(path)
        try TemporaryFolder.remove(path)
        try finisher(folder).export(round: round)
        guard try TemporaryFolder.read(path) == bytes else { throw Violation("a training set written again has other bytes") }
        outcome.files += [bytes, try TemporaryFolder.read(folder.absolute(RunFolder.manifest(round)))]
    }

    /// Checks the funnel of prompts and keeps the pairs.
    private func keepPairs(of record: RoundRecord, _ phase: Phase) throws {
        let request = try configuration.selectionRequest(round: record.round, phase: phase)
        guard let selection = try ledger.selection(round: record.round, phase: phase, name: phase.rawValue) else {
            throw Violation("there is no selection \(phase.rawValue)")
        }
        let planned = plans[phase]?.count ?? 0
        let (_, kept) = try ledger.pairCounts(selection: selection.id)
        let others = try ledger.promptReasons(selection: selection.id).reduce(0) { $0 + $1.count }
        guard kept + others == planned else { throw Violation("the funnel of prompts adds up to \(kept + others) of \(planned)") }
        let funnel = try SelectionJSON.responses(selection.statistics)
        guard !funnel.reasons.contains(where: { $0.reason == "pending" }) else {
            throw Violation("responses are pending at the end: \(funnel)")
        }
        var pairs: [Outcome.Pair] = []
        let query = ExportQuery(
            selection: selection,
            reward: request.reward,
            policy: .init(name: record.policy, version: record.weightVersion),
            reference: record.reference.map { .init(name: $0, version: record.referenceVersion) },
            sources: request.sources,
            readsResponses: false
        )
        try ledger.forEachKept(query) { row in
            if let pair = row.pair { pairs.append(Outcome.Pair(row.prompt, pair)) }
        }
        if let leak = pairs.first(where: { scenario.heldOut.contains($0.prompt) }) {
            throw Violation("a training set of round \(record.round) holds the held-out prompt \(leak.prompt)")
        }
        outcome.pairs.append(pairs)
    }
}
