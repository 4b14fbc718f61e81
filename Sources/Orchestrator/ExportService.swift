import Datasets
package import Ledger
import Settings

/// Writes training sets from stored selections. Blocks.
package struct ExportService: Sendable {
    let ledger: Ledger
    let folder: RunFolder

    package init(ledger: Ledger, folder: RunFolder) {
        self.ledger = ledger
        self.folder = folder
    }

    /// Writes the set and its manifest, then records it: a crash in between leaves whole files that are written again with the same bytes.
    package func export(_ request: ExportRequest, at time: Double) throws -> ExportRecord {
        guard let format = TrainingSetFormats.named(request.format) else {
            let known = TrainingSetFormats.all.map(\.name).joined(separator: ", ")
            throw RunError(.input, "there is no format \(request.format); there are: \(known)")
        }
        guard let round = try ledger.round(request.round) else {
            throw RunError(.input, "round \(request.round) does not exist in this ledger; `selfplay status` lists the rounds")
        }
        guard let selection = try ledger.selection(round: request.round, name: request.selection) else {
            let known = try ledger.selections(round: request.round).map(\.name)
            throw RunError(
                .input,
                "round \(request.round) has no selection named \(request.selection)"
                    + (known.isEmpty ? " yet; `selfplay select` makes one" : "; it has: \(known.joined(separator: ", "))")
            )
        }
        let relative = request.path ?? Self.place(request)
        let path = folder.absolute(relative)
        try RunFolder.create(path)
        let file = try write(request, format, selection, round, into: path)
        let record = ExportRecord(
            selection: selection.id,
            format: request.format,
            path: relative + "/" + file.name,
            columns: request.columns.joined(separator: ","),
            rows: file.rows,
            sha256: file.sha256
        )
        if request.path == nil, request.selection == selection.phase.rawValue {
            try ManifestService(ledger: ledger, folder: folder).write(round: round, selection: selection, format: format, file: file)
        }
        // Last, because a recorded set is not written again: neither is its manifest.
        try ledger.record(record, at: time)
        return record
    }

    /// The folder inside the run's: the round's own selection lies in the format's folder, others beside it.
    static func place(_ request: ExportRequest) -> String {
        let name = request.selection == Phase.base.rawValue ? request.format : request.format + "-" + request.selection
        return RunFolder.round(request.round) + "/" + name
    }

    private func write(
        _ request: ExportRequest,
        _ format: any TrainingSetFormat,
        _ selection: SelectionRecord,
        _ round: RoundRecord,
        into path: String
    ) throws -> TrainingSetFile {
        let spec = try SelectionJSON.read(selection.spec)
        do {
            let writer = try format.writer(in: path, columns: Set(request.columns.compactMap(TrainingSetColumn.init(rawValue:))))
            try ledger.forEachKeptPair(
                of: selection.id,
                reward: spec.reward,
                policy: round.policy,
                reference: round.reference,
                sources: spec.sources
            ) { row in
                try writer.append(preference(row, round: request.round))
            }
            guard let file = try writer.finish().first else {
                throw RunError(.resumable, "the format \(request.format) wrote no file")
            }
            return file
        } catch let error as DatasetError {
            throw RunError(.resumable, error.description)
        }
    }

    private func preference(_ row: ExportRow, round: Int) -> PreferenceRow {
        PreferenceRow(
            prompt: row.messages,
            chosen: side(row.chosen),
            rejected: side(row.rejected),
            promptID: row.contentHash,
            externalID: row.externalID,
            metadata: row.metadata,
            explicitMargin: row.explicitMargin,
            implicitMargin: row.implicitMargin,
            score: row.score,
            rank: row.rank,
            round: round
        )
    }

    private func side(_ side: ExportRow.Side) -> PreferenceSide {
        var logprob: PreferenceSide.Logprob?
        if let sum = side.policyLogprob, let tokens = side.tokens { logprob = .init(sum: sum, tokens: tokens) }
        return PreferenceSide(text: side.text, sample: side.sample, score: side.reward, logprob: logprob)
    }
}
