/// How records stand in a file.
package enum RecordFileKind: String, Sendable, Hashable, CaseIterable {
    /// One JSON object a line.
    case jsonLines = "jsonl"
    /// One JSON array of objects.
    case jsonArray = "json"
    case parquet

    package var fileExtension: String { rawValue }
}
