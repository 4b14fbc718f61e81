/// What is wrong with a Parquet file or a row, before it is known which file it is.
struct ParquetFault: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
