/// Starts files of every kind.
enum RecordFiles {
    static func open(
        _ path: String,
        _ kind: RecordFileKind,
        _ format: any TrainingSetFormat,
        _ columns: RowColumns
    ) throws -> any RecordFile {
        switch kind {
        case .jsonLines: return try JSONFile(path: path, format: format, isArray: false)
        case .jsonArray: return try JSONFile(path: path, format: format, isArray: true)
        case .parquet: throw DatasetError(file: path, message: "Parquet cannot be written: choose jsonl")
        }
    }
}
