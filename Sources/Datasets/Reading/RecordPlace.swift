/// Where a record stands.
struct RecordPlace: Hashable {
    let file: String
    /// From 1.
    let number: Int
    /// Whether `number` counts lines of a text, or rows of a Parquet file.
    let isLine: Bool

    /// `data.jsonl:3`, or `data.parquet row 3`.
    var description: String { isLine ? "\(file):\(number)" : "\(file) row \(number)" }

    func error(_ message: String, column: Int? = nil) -> DatasetError {
        isLine
            ? DatasetError(file: file, line: number, column: column, message: message)
            : DatasetError(file: file, message: "row \(number): \(message)")
    }
}
