import Datasets
import Ledger
import Settings

/// How a training set is laid out, from what was asked for and what the selections hold. Blocks.
struct ExportOptions {
    let ledger: Ledger
    let folder: RunFolder

    func options(
        _ request: ExportRequest,
        _ format: any TrainingSetFormat,
        _ round: RoundRecord,
        _ sources: [SelectionRecord]
    ) throws -> TrainingSetOptions {
        let seed = UInt64(bitPattern: try ledger.run()?.seed ?? 0)
        var options = TrainingSetOptions(
            name: RunFolder.round(request.round).split(separator: "/").joined(separator: "_") + "_" + request.format,
            kind: request.file.flatMap { RecordFileKind(rawValue: $0.rawValue) },
            columns: Set(request.columns.compactMap(TrainingSetColumn.init(rawValue:))),
            values: try values(sources),
            rowsPerShard: request.shard,
            split: request.test.map { TrainTestSplit(testShare: $0, seed: seed) },
            hasSidecars: request.hasSidecars
        )
        if let copies = request.copies {
            options.replication = .softLabels(copies: copies)
        } else if request.isWeighted {
            options.replication = .weights(seed: seed)
        }
        if let bands = request.bands {
            options.grouping = .bands(try bounds(bands, sources, mayBeOne: request.isOfTheRun))
        } else if request.hasStages {
            options.grouping = .stages
        }
        options.values = borne(options, format)
        if request.isHub { options.card = try card(request, round, sources) }
        return options
    }

    /// Columns that every source has: a column must stand in all rows.
    private func values(_ sources: [SelectionRecord]) throws -> [String] {
        let names = try sources.map { try ledger.valueNames(selection: $0.id) }
        guard let first = names.first else { return [] }
        return first.filter { name in names.allSatisfy { $0.contains(name) } }
    }

    /// A selection has its columns for whoever reads them: a format that bears none is written without.
    private func borne(_ options: TrainingSetOptions, _ format: any TrainingSetFormat) -> [String] {
        if case .any = format.further, format.layout != .prompts { return options.values }
        let taken = format.values + (options.replication?.values ?? []) + (options.grouping?.values ?? [])
        return options.values.filter { taken.contains($0) }
    }

    /// Where the margins part into so many bands of about equal size.
    /// - Parameter mayBeOne: A round of a run must end, whatever its margins are.
    private func bounds(_ bands: Int, _ sources: [SelectionRecord], mayBeOne: Bool) throws -> [Double] {
        var margins: [Double] = []
        for source in sources {
            let own = try ledger.keptValues(selection: source.id, column: "margin")
            margins += own.isEmpty ? try ledger.keptMargins(selection: source.id) : own
        }
        margins.sort()
        let bounds = (1..<bands).compactMap { band in margins.isEmpty ? nil : margins[band * margins.count / bands] }
        // Equal margins stay together, so there may be fewer.
        let distinct = Set(bounds).subtracting(margins.first.map { [$0] } ?? []).sorted()
        guard !distinct.isEmpty else {
            if mayBeOne { return [(margins.last ?? 0).nextUp] }
            throw RunError(.input, "all margins are equal or there are none: they cannot be parted into \(bands) bands")
        }
        return distinct
    }

    private func card(_ request: ExportRequest, _ round: RoundRecord, _ sources: [SelectionRecord]) throws -> CardFacts {
        let run = try ledger.run()?.name ?? ""
        let configuration = try RunStore.configuration(ledger, round: round.round)
        let manifest = ManifestService(ledger: ledger, folder: folder)
        let own = sources.filter { $0.round == round.round }
        return CardFacts(
            title: "\(run), round \(round.round), \(request.format)",
            license: request.license,
            tags: ["preference"],
            models: try manifest.models(round, own),
            funnels: try own.flatMap { try manifest.funnels(of: $0) },
            selection: own.map { "\($0.name): \($0.spec)" }.joined(separator: "\n\n"),
            // A card is read by strangers: servers, commands and keys' names are not for them.
            configuration: configuration?.canonicalYAML(without: .free) ?? ""
        )
    }
}
