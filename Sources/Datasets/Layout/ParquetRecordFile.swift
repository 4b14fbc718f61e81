import Platform

/// Records as Parquet.
final class ParquetRecordFile: RecordFile {
    private let format: any TrainingSetFormat
    private var rows: ParquetRowWriter

    init(path: String, format: any TrainingSetFormat, columns: RowColumns) throws {
        self.format = format
        rows = try ParquetRowWriter(path: path, schema: format.schema(columns))
    }

    func append(_ row: TrainingRow, _ context: RowContext) throws {
        try format.writeParquet(row, context, to: &rows)
        try rows.endRow()
    }

    func finish() throws -> AtomicFile.Receipt { try rows.finish() }
}
