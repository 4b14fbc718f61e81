import Platform

/// Writes one training set: takes rows, parts them into splits, folders and shards, and lays settings and a card beside them.
///
/// It holds no rows; of formats whose records are prompts it remembers which it has seen, 16 bytes each. The bytes depend on nothing but
/// rows and options. Dropped before `finish` it leaves nothing behind. Its calls block.
package final class TrainingSetJob {
    package let format: any TrainingSetFormat
    package let options: TrainingSetOptions
    package let folder: String

    private let kind: RecordFileKind
    private var columns: RowColumns?
    /// By the name of their folder; a set that is not parted has the one folder `""`.
    private var groups: [String: SplitWriter] = [:]
    private var seenPrompts: Set<SIMD2<UInt64>> = []
    private var omitted: [String: Int] = [:]
    private var summary = RowSummary()

    private static let mostGroups = 100

    /// Throws a `DatasetError` where the format cannot be written with these options. The folder must exist.
    package init(format: any TrainingSetFormat, options: TrainingSetOptions, folder: String) throws {
        self.format = format
        self.options = options
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        kind = options.kind ?? format.kinds.first ?? .jsonLines
        try OptionsCheck(format: format, options: options, folder: self.folder).check()
    }

    /// Adds a row. Rows come in plan order. An error is a `DatasetError` with the row's place, or the file system's; the job can only
    /// be dropped then.
    package func append(_ row: TrainingRow) throws {
        if format.layout == .prompts, !seenPrompts.insert(ContentDraw.key(row.prompt.id)).inserted { return }
        do {
            for record in try records(of: row) {
                if let reason = format.omission(of: record) {
                    omitted[reason, default: 0] += 1
                } else {
                    if options.card != nil { summary.add(record) }
                    try writer(for: record).append(record)
                }
            }
        } catch let fault as RowFault {
            throw DatasetError(file: folder, message: fault.message)
        }
    }

    /// Completes the set: its data files first, settings and card after them.
    package func finish() throws -> [TrainingSetFile] {
        if groups.isEmpty { _ = try group(options.grouping?.first ?? "", first: nil) }
        var files: [TrainingSetFile] = []
        var parts: [TrainingSetPart] = []
        for (name, writer) in groups.sorted(by: { $0.key < $1.key }) {
            let part = try writer.finish(name, in: place(of: name))
            parts.append(part)
            files += part.train + part.test
            if options.hasSidecars { files += try sidecars(of: part) }
        }
        if let card = options.card { files += try writeCard(card, parts) }
        return files
    }

    /// Records left out because their consumer would skip them, by reason.
    package var omissions: [Funnel.Step] {
        omitted.sorted { $0.key < $1.key }.map { Funnel.Step($0.key, $0.value) }
    }

    /// Who reads which column.
    package var readers: [ColumnReader] { format.readers(settled(first: nil)) }

    /// The rows that stand for one: weights count for whole pairs, or for single labelled responses.
    private func records(of row: TrainingRow) throws -> [TrainingRow] {
        let isExpanded = format.layout == .responses
        guard let replication = options.replication else { return isExpanded ? row.labelled() : [row] }
        guard row.pair == nil, isExpanded else {
            let copies = try replication.rows(for: row)
            return isExpanded ? copies.flatMap { $0.labelled() } : copies
        }
        return try row.labelled().flatMap { try replication.rows(for: $0) }
    }

    private func writer(for record: TrainingRow) throws -> SplitWriter {
        try group(options.grouping?.folder(of: record) ?? "", first: record)
    }

    private func group(_ name: String, first: TrainingRow?) throws -> SplitWriter {
        if let writer = groups[name] { return writer }
        guard groups.count < Self.mostGroups else {
            throw DatasetError(file: folder, message: "rows fall into more than \(Self.mostGroups) folders: choose fewer bands or stages")
        }
        let columns = settled(first: first)
        self.columns = columns
        let writer = try SplitWriter(
            folder: place(of: name).isEmpty ? folder : folder + "/" + place(of: name),
            format: format,
            kind: kind,
            options: options,
            columns: columns
        )
        groups[name] = writer
        return writer
    }

    /// The first row of all settles the columns.
    private func settled(first: TrainingRow?) -> RowColumns {
        columns ?? RowColumns(options.columns, values: options.writtenValues(format), first: first)
    }

    /// Where the data files of a group lie in the training set's folder.
    private func place(of group: String) -> String {
        options.card != nil && group.isEmpty ? "data" : group
    }

    private func sidecars(of part: TrainingSetPart) throws -> [TrainingSetFile] {
        let prefix = part.group.isEmpty ? "" : part.group + "/"
        let facts = SidecarFacts(
            name: part.group.isEmpty ? options.name : options.name + "_" + part.group,
            kind: kind,
            train: part.train.map { String($0.name.dropFirst(prefix.count)) },
            test: part.test.map { String($0.name.dropFirst(prefix.count)) },
            columns: settled(first: nil),
            notes: part.group.isEmpty ? [] : options.grouping?.notes(part.group) ?? []
        )
        return try format.sidecars(facts).map { try WholeFile.write(prefix + $0.name, .settings, $0.text, in: folder) }
    }

    private func writeCard(_ facts: CardFacts, _ parts: [TrainingSetPart]) throws -> [TrainingSetFile] {
        let plots = try summary.plots().map { try WholeFile.write($0.name, .plot, $0.text, in: folder) }
        let columns = settled(first: nil)
        let card = DatasetCard(
            facts: facts,
            format: format,
            schema: format.schema(columns),
            readers: format.readers(columns),
            parts: parts,
            plots: plots.map(\.name),
            omissions: omissions,
            options: options
        )
        return plots + [try WholeFile.write("README.md", .card, card.text, in: folder)]
    }
}
