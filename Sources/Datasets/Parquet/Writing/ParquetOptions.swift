/// How a Parquet file is cut and compressed. Memory is bounded by a row group's compressed pages and one page a column.
package struct ParquetOptions: Sendable, Hashable {
    /// A row group ends at the row that reaches one of the two.
    package var rowGroupRows = 100_000
    /// In bytes before compression.
    package var rowGroupSize = 64 << 20
    /// In bytes before compression; pages end at row ends.
    package var pageSize = 1 << 20
    /// Of zstd. 1 is Arrow's default.
    package var compressionLevel = 1

    package init() {}
}
