/// What settings of a trainer say of its data.
package struct SidecarFacts: Sendable, Hashable {
    /// The training set's name: letters, digits, `.`, `_`, `-`.
    package let name: String
    package let kind: RecordFileKind
    /// Paths from the sidecar's folder.
    package let train: [String]
    /// Held out; empty without a split.
    package let test: [String]
    package let columns: RowColumns
    /// What whoever trains should know; a line each.
    package let notes: [String]

    package init(name: String, kind: RecordFileKind, train: [String], test: [String], columns: RowColumns, notes: [String] = []) {
        self.name = name
        self.kind = kind
        self.train = train
        self.test = test
        self.columns = columns
        self.notes = notes
    }

    /// The notes as comments.
    var comments: String { notes.map { "# " + $0 + "\n" }.joined() }

    /// `["a", "b"]`, as Python, YAML and JSON have it.
    static func list(_ paths: [String]) -> String {
        "[" + paths.map { "\"" + $0 + "\"" }.joined(separator: ", ") + "]"
    }

    /// The name of the loader in `load_dataset`.
    var loader: String { kind == .parquet ? "parquet" : "json" }
}
