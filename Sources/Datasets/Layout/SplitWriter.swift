import Glibc

/// The train and test files of one folder.
final class SplitWriter {
    private let folder: String
    /// Whether the folder goes with a writer that is dropped.
    private var isNewFolder: Bool
    private let split: TrainTestSplit?
    private var train: ShardSeries?
    private var test: ShardSeries?

    init(folder: String, format: any TrainingSetFormat, kind: RecordFileKind, options: TrainingSetOptions, columns: RowColumns) throws {
        self.folder = folder
        isNewFolder = try FolderSteps.make(folder)
        split = options.split
        let series: (String) -> ShardSeries = { stem in
            ShardSeries(
                folder: folder,
                stem: stem,
                format: format,
                kind: kind,
                rowsPerShard: options.rowsPerShard,
                isNumbered: options.card != nil,
                columns: columns,
                name: options.name
            )
        }
        train = series("train")
        test = options.split == nil ? nil : series(format.heldOut)
    }

    deinit {
        train = nil
        test = nil
        if isNewFolder { rmdir(folder) }
    }

    func append(_ row: TrainingRow) throws {
        if let split, let test, split.isTest(row.prompt) {
            try test.append(row)
        } else {
            try train?.append(row)
        }
    }

    /// `place` is the folder within the training set's.
    func finish(_ group: String, in place: String) throws -> TrainingSetPart {
        let prefix = place.isEmpty ? "" : place + "/"
        let named: (TrainingSetFile) -> TrainingSetFile = { file in
            TrainingSetFile(name: prefix + file.name, rows: file.rows, bytes: file.bytes, sha256: file.sha256)
        }
        let trained = try train?.finish() ?? []
        let tested = try test?.finish() ?? []
        isNewFolder = false
        return TrainingSetPart(group: group, train: trained.map(named), test: tested.map(named))
    }
}
