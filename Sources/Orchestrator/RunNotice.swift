/// What a run tells the people who watch it.
package enum RunNotice: Sendable, Hashable {
    case info(String)
    case warning(String)
    /// Where every stage of a round is.
    case progress(round: Int, of: Int, [StageProgress])
    /// A line the trainer wrote, as it wrote it.
    case trainer(round: Int, line: String)
    /// A training set was written: absolute path, and how many of what its rows are.
    case exported(round: Int, path: String, rows: Int, unit: String)
}
