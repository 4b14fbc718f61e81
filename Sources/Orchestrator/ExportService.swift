import Datasets
package import Ledger
import Settings

/// Writes training sets from stored selections. Blocks.
package struct ExportService: Sendable {
    /// A set that is on disk and not yet recorded.
    struct Written {
        let record: ExportRecord
        let sources: [SelectionRecord]
        let export: Manifest.Export
    }

    let ledger: Ledger
    let folder: RunFolder

    package init(ledger: Ledger, folder: RunFolder) {
        self.ledger = ledger
        self.folder = folder
    }

    /// Writes the set and its manifest, then records it: a crash in between leaves whole files that are written again with the same bytes.
    package func export(_ request: ExportRequest, at time: Double) throws -> ExportRecord {
        let written = try write(request)
        if request.path == nil { try ManifestService(ledger: ledger, folder: folder).write(round: request.round, [written.export]) }
        // Last, because a recorded set is not written again: neither is its manifest.
        try ledger.record(written.record, sources: written.sources.map(\.id), at: time)
        return written.record
    }

    /// Writes the set's files.
    func write(_ request: ExportRequest) throws -> Written {
        guard let format = TrainingSetFormats.named(request.format) else {
            let known = TrainingSetFormats.all.map(\.name).joined(separator: ", ")
            throw RunError(.input, "there is no format \(request.format); there are: \(known)")
        }
        guard let round = try ledger.round(request.round) else {
            throw RunError(.input, "round \(request.round) does not exist in this ledger; `selfplay status` lists the rounds")
        }
        let chosen = try self.chosen(request)
        guard let selection = chosen.first else {
            let known = try ledger.selections(round: request.round).map(\.name)
            throw RunError(
                .input,
                "round \(request.round) has no selection named \(request.selection)"
                    + (known.isEmpty ? " yet; `selfplay select` makes one" : "; it has: \(known.joined(separator: ", "))")
            )
        }
        let relative = request.path ?? Self.place(request)
        let path = folder.absolute(relative)
        let sources = try sources(request, chosen)
        let options = try ExportOptions(ledger: ledger, folder: folder).options(request, format, round, sources)
        let made = RunFolder.missing(path)
        do {
            let job = try TrainingSetJob(format: format, options: options, folder: path)
            try RunFolder.create(path)
            let rows = ExportRows(ledger: ledger, format: format, options: options)
            for source in sources { try rows.forEach(of: source) { try job.append($0) } }
            let files = try job.finish()
            let data = files.filter { $0.role == .data }
            guard let first = data.first else { throw RunError(.resumable, "the format \(request.format) wrote no file") }
            let record = ExportRecord(
                selection: selection.id,
                format: request.format,
                path: relative + "/" + first.name,
                columns: request.columns.joined(separator: ","),
                rows: data.reduce(0) { $0 + $1.rows },
                sha256: first.sha256
            )
            let export = Manifest.Export(
                format: format,
                folder: relative,
                selection: request.selection,
                files: files,
                columns: job.readers,
                omissions: job.omissions
            )
            return Written(record: record, sources: sources, export: export)
        } catch let error as DatasetError {
            // Nothing was written: what a refused set's folder was made of goes again.
            RunFolder.remove(made)
            throw RunError(.input, error.description)
        }
    }

    /// The folder inside the run's: the round's own selection lies in the format's folder, others beside it.
    static func place(_ request: ExportRequest) -> String {
        let name = request.selection == Phase.base.rawValue ? request.format : request.format + "-" + request.selection
        return RunFolder.round(request.round) + "/" + name
    }

    /// The selections of the name asked for, in every phase.
    private func chosen(_ request: ExportRequest) throws -> [SelectionRecord] {
        try [Phase.base, .evolved].compactMap { try ledger.selection(round: request.round, phase: $0, name: request.selection) }
    }

    /// The selections whose kept pairs are written: the round's own set is what its configuration emits, any other selection is itself.
    private func sources(_ request: ExportRequest, _ chosen: [SelectionRecord]) throws -> [SelectionRecord] {
        guard request.selection == Phase.base.rawValue,
            let emission = try RunStore.configuration(ledger, round: request.round)?.emission
        else { return chosen }
        return try emission.sources(of: request.round, in: ledger)
    }
}
