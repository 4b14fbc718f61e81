/// What is wrong with a Parquet file or a row, before it is known which file it is.
struct ParquetFault: Error, Equatable {
    static let cutOffMetadata = ParquetFault("the metadata is cut off or damaged")

    let message: String

    init(_ message: String) { self.message = message }
}
