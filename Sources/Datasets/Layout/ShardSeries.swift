import Glibc
import JSONCursor
import Platform

/// The files of one split in one folder.
final class ShardSeries {
    private let folder: String
    private let stem: String
    private let format: any TrainingSetFormat
    private let kind: RecordFileKind
    private let rowsPerShard: Int?
    /// Whether a single file is numbered too.
    private let isNumbered: Bool
    private var context: RowContext
    private var file: (any RecordFile)?
    private var rowsInFile = 0
    /// Shards that wait for their number.
    private var complete: [TrainingSetFile] = []
    private var isFinished = false

    init(
        folder: String,
        stem: String,
        format: any TrainingSetFormat,
        kind: RecordFileKind,
        rowsPerShard: Int?,
        isNumbered: Bool,
        columns: RowColumns,
        name: String
    ) {
        self.folder = folder
        self.stem = stem
        self.format = format
        self.kind = kind
        self.rowsPerShard = rowsPerShard
        self.isNumbered = isNumbered
        context = RowContext(columns: columns, name: name, split: stem)
    }

    deinit {
        guard !isFinished else { return }
        for shard in complete { unlink(folder + "/" + shard.name) }
    }

    var rows: Int { context.index }

    func append(_ row: TrainingRow) throws {
        if let limit = rowsPerShard, rowsInFile == limit { try close() }
        do {
            try open().append(row, context)
        } catch let fault as RowFault {
            throw self.fault(fault.message)
        } catch let error as JSONError where error.kind == .notFinite {
            throw fault("a number of prompt \(row.prompt.id) is not finite")
        }
        context.index += 1
        rowsInFile += 1
    }

    /// Gives every shard its name and removes those an earlier writer of the same split left.
    func finish() throws -> [TrainingSetFile] {
        if file != nil || complete.isEmpty {
            _ = try open()
            try close()
        }
        isFinished = true
        var files: [TrainingSetFile] = []
        for (index, shard) in complete.enumerated() {
            let name =
                isNumbered || complete.count > 1 ? Shard.name(stem, index, of: complete.count, kind) : stem + "." + kind.fileExtension
            if name != shard.name { try FolderSteps.rename(shard.name, to: name, in: folder) }
            files.append(TrainingSetFile(name: name, rows: shard.rows, bytes: shard.bytes, sha256: shard.sha256))
        }
        if rowsPerShard != nil { try FolderSteps.sync(folder) }
        let written = Set(files.map(\.name))
        for name in FolderListing.names(in: folder) where !written.contains(name) {
            if Shard.isOfSplit(name, stem, kind) || Shard.isUnnumbered(name, stem) { unlink(folder + "/" + name) }
        }
        return files
    }

    /// The name is final where there is one file, else it is hidden until their number is known.
    private var currentName: String {
        guard rowsPerShard == nil else { return Shard.unnumbered(stem, complete.count, kind) }
        return isNumbered ? Shard.name(stem, 0, of: 1, kind) : stem + "." + kind.fileExtension
    }

    private func open() throws -> any RecordFile {
        if let file { return file }
        let opened = try RecordFiles.open(folder + "/" + currentName, kind, format, context.columns)
        file = opened
        return opened
    }

    private func close() throws {
        guard let receipt = try file?.finish() else { return }
        complete.append(TrainingSetFile(name: currentName, rows: rowsInFile, bytes: receipt.bytes, sha256: receipt.sha256))
        file = nil
        rowsInFile = 0
    }

    /// The place is told as if the split were one file.
    private func fault(_ message: String) -> DatasetError {
        DatasetError(file: folder + "/" + stem + "." + kind.fileExtension, line: context.index + 1, message: message)
    }
}
