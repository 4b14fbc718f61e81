package import Ledger
package import Settings

/// What follows the answers of a round: selection, training sets, closing. Blocks.
///
/// Every step is skipped where the ledger shows it done, so that it may be repeated after a crash at any instruction:
/// a selection is one transaction; set and manifest are renamed into place before the export is recorded, and have the same bytes when
/// they are written again; the round is closed last.
package struct RoundFinisher: Sendable {
    let ledger: Ledger
    let folder: RunFolder
    let configuration: Configuration
    let now: Double
    let notice: @Sendable (RunNotice) -> Void

    package init(
        ledger: Ledger,
        folder: RunFolder,
        configuration: Configuration,
        now: Double,
        notice: @escaping @Sendable (RunNotice) -> Void
    ) {
        self.ledger = ledger
        self.folder = folder
        self.configuration = configuration
        self.now = now
        self.notice = notice
    }

    /// Makes the round's own selection from the answers of a phase.
    package func select(round: Int, phase: Phase) throws {
        let request = try configuration.selectionRequest(round: round, phase: phase)
        guard try ledger.selection(round: round, phase: phase, name: request.name) == nil else { return }
        let outcome = try SelectionService(ledger: ledger).select(request)
        let unit = phase == .base ? "" : " \(phase.rawValue)"
        for warning in outcome.warnings { notice(.warning("round \(round)\(unit): \(warning)")) }
        notice(.info("round \(round): \(Self.summary(outcome, unit))"))
    }

    private static func summary(_ outcome: SelectionOutcome, _ unit: String) -> String {
        let origin = "from \(outcome.responses.usable) usable responses"
        if let balance = outcome.balance {
            return "\(balance.accepted) answers accepted and \(balance.rejected) rejected of \(outcome.kept) prompts\(unit) \(origin)"
        }
        return "kept \(outcome.kept) of \(outcome.pairs.count)\(unit) pairs \(origin)"
    }

    /// Makes the round's further selections, of every phase that was answered.
    private func selectFurther(round: Int) throws {
        for phase in [Phase.base, .evolved] where try ledger.selection(round: round, phase: phase, name: phase.rawValue) != nil {
            for settings in configuration.selections {
                guard try ledger.selection(round: round, phase: phase, name: settings.name) == nil else { continue }
                let key = "selections[\(settings.name)]"
                let request = try configuration.selectionRequest(settings, round: round, phase: phase, key: key)
                let outcome = try SelectionService(ledger: ledger).select(request)
                let unit = phase == .base ? "" : " \(phase.rawValue)"
                for warning in outcome.warnings { notice(.warning("round \(round)\(unit) \(settings.name): \(warning)")) }
                notice(.info("round \(round) \(settings.name): \(Self.summary(outcome, unit))"))
            }
        }
    }

    /// Writes the training sets and closes the round.
    package func close(round: Int) throws {
        try selectFurther(round: round)
        try export(round: round)
        try ledger.close(round: round, at: now)
        try ledger.truncateLog()
    }

    /// Writes the round's training sets that were never recorded, or that are missing or without a manifest.
    package func export(round: Int, selection: String) throws {
        let recorded = try ledger.exports(round: round)
        let hasManifest = RunFolder.exists(folder.absolute(RunFolder.manifest(round)))
        let service = ExportService(ledger: ledger, folder: folder)
        for export in configuration.export {
            let request = ExportRequest(
                round: round,
                selection: selection,
                format: export.format.rawValue,
                columns: export.columns.map(\.rawValue)
            )
            // An export of another selection, or to a place of somebody's own, does not stand for the round's.
            let place = ExportService.place(request) + "/"
            let columns = request.columns.joined(separator: ",")
            let known = recorded.first { $0.path.hasPrefix(place) && $0.columns == columns }
            if let known, hasManifest, RunFolder.exists(folder.absolute(known.path)) { continue }
            let done = try service.export(request, at: now)
            notice(.exported(round: round, path: folder.absolute(done.path), rows: done.rows))
        }
    }
}
