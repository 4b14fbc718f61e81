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
        guard let selection = try chosen(request) else {
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
        let sources = try sources(request, selection)
        let file = try write(request, format, sources, into: path)
        let record = ExportRecord(
            selection: selection.id,
            format: request.format,
            path: relative + "/" + file.name,
            columns: request.columns.joined(separator: ","),
            rows: file.rows,
            sha256: file.sha256
        )
        if request.path == nil, request.selection == selection.phase.rawValue {
            try ManifestService(ledger: ledger, folder: folder).write(round: round, sources: sources, format: format, file: file)
        }
        // Last, because a recorded set is not written again: neither is its manifest.
        try ledger.record(record, sources: sources.map(\.id), at: time)
        return record
    }

    /// The folder inside the run's: the round's own selection lies in the format's folder, others beside it.
    static func place(_ request: ExportRequest) -> String {
        let name = request.selection == Phase.base.rawValue ? request.format : request.format + "-" + request.selection
        return RunFolder.round(request.round) + "/" + name
    }

    /// The selection asked for: the round's own, or one of that name in whatever phase.
    private func chosen(_ request: ExportRequest) throws -> SelectionRecord? {
        try ledger.selection(round: request.round, name: request.selection)
            ?? ledger.selection(round: request.round, phase: .evolved, name: request.selection)
    }

    /// The selections whose kept pairs are written: the round's own set is what its configuration emits, any other selection is itself.
    private func sources(_ request: ExportRequest, _ selection: SelectionRecord) throws -> [SelectionRecord] {
        guard request.selection == Phase.base.rawValue,
            let emission = try RunStore.configuration(ledger, round: request.round)?.emission
        else { return [selection] }
        return try emission.sources(of: request.round, in: ledger)
    }

    private func write(
        _ request: ExportRequest,
        _ format: any TrainingSetFormat,
        _ sources: [SelectionRecord],
        into path: String
    ) throws -> TrainingSetFile {
        do {
            let writer = try format.writer(in: path, columns: Set(request.columns.compactMap(TrainingSetColumn.init(rawValue:))))
            for source in sources {
                guard let round = try ledger.round(source.round) else { continue }
                let spec = try SelectionJSON.read(source.spec)
                try ledger.forEachKeptPair(
                    of: source.id,
                    reward: spec.reward,
                    policy: .init(name: round.policy, version: round.weightVersion),
                    reference: round.reference.map { .init(name: $0, version: round.referenceVersion) },
                    sources: spec.sources
                ) { row in
                    try writer.append(preference(row, round: source.round))
                }
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
