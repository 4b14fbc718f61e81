/// Starts files of every kind.
enum RecordFiles {
    static func open(
        _ path: String,
        _ kind: RecordFileKind,
        _ format: any TrainingSetFormat,
        _ columns: RowColumns
    ) throws -> any RecordFile {
        switch kind {
        case .jsonLines: try JSONFile(path: path, format: format, isArray: false)
        case .jsonArray: try JSONFile(path: path, format: format, isArray: true)
        case .parquet: try ParquetRecordFile(path: path, format: format, columns: columns)
        }
    }
}
