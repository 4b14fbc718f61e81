import Datasets
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

    /// A set that cannot be written ends a run that was begun, whatever the reason.
    private func written(_ request: ExportRequest, by service: ExportService) throws -> ExportService.Written {
        do {
            return try service.write(request)
        } catch let error as RunError where error.kind == .input {
            throw RunError(.resumable, error.message)
        }
    }

    /// Writes the training sets and closes the round.
    package func close(round: Int) throws {
        try selectFurther(round: round)
        try export(round: round)
        try ledger.close(round: round, at: now)
        try ledger.truncateLog()
    }

    /// Writes the round's training sets where one was never recorded, or is missing, or has no manifest.
    package func export(round: Int) throws {
        let recorded = try ledger.exports(round: round)
        let hasManifest = RunFolder.exists(folder.absolute(RunFolder.manifest(round)))
        let files = ManifestFiles(folder, round: round)
        let requests = configuration.export.map { ExportRequest($0, round: round) }
        let missing = requests.filter { request in
            // An export of another selection, or to a place of somebody's own, does not stand for the round's.
            let place = ExportService.place(request) + "/"
            let columns = request.columns.joined(separator: ",")
            guard let known = recorded.first(where: { $0.path.hasPrefix(place) && $0.columns == columns }) else { return true }
            let parts = [known.path] + files.beside(known.path).map(\.path)
            return !hasManifest || !parts.allSatisfy { RunFolder.exists(folder.absolute($0)) }
        }
        guard !missing.isEmpty else { return }
        let service = ExportService(ledger: ledger, folder: folder)
        let written = try missing.map { try self.written($0, by: service) }
        try ManifestService(ledger: ledger, folder: folder).write(round: round, written.map(\.export))
        // Last, because a recorded set is not written again: neither is its manifest.
        for set in written {
            try ledger.record(set.record, sources: set.sources.map(\.id), at: now)
            let unit = TrainingSetFormats.named(set.record.format)?.layout.rawValue ?? "rows"
            notice(.exported(round: round, path: folder.absolute(set.record.path), rows: set.record.rows, unit: unit))
        }
    }
}
