/// The kind of file a training set is written to.
package enum ExportFile: String, Sendable, Hashable, CaseIterable {
    case jsonl
    case json
    case parquet
}
