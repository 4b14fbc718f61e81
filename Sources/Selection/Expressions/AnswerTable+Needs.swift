/// Whether a table holds what expressions read.
extension AnswerTable {
    /// Throws where it does not. Two things are let through: a tag that no column has is no prompt's, and metadata that no column has
    /// is not known of any prompt. Log-probabilities are checked response by response, elsewhere.
    package func check(_ needs: ExpressionNeeds) throws(SelectionError) {
        for name in needs.requiredColumns.sorted() {
            if name.contains(":") {
                guard let column = promptColumns[name], column.count != promptCount else { continue }
                throw Self.size("`\(name)`", column.count, promptCount, "prompt")
            }
            guard let column = responseColumns[name] else {
                throw .missingColumn("`\(name)`", remedy: "score or measure them first, or leave the column out")
            }
            guard column.count == answerCount else { throw Self.size("`\(name)`", column.count, answerCount, "response") }
        }
        for name in needs.vectors.sorted() {
            guard let table = vectors[name] else {
                throw .missingColumn("vectors `\(name)`", remedy: "name an endpoint for embeddings, or use text_sim for sim")
            }
            let count = table.dimension > 0 ? table.values.count / table.dimension : 0
            guard count == answerCount else { throw Self.size("vectors `\(name)`", count, answerCount, "response") }
        }
        for judge in needs.preferences.sorted() {
            guard let table = preferences[judge] else {
                throw .missingColumn("comparisons of the judge `\(judge)`", remedy: "let it compare them first")
            }
            let isWhole =
                table.promptCount == promptCount && !(0..<promptCount).contains { table.responseCount(of: $0) != answers(of: $0).count }
            guard isWhole else {
                throw .missingColumn(
                    "comparisons of the judge `\(judge)` for each response",
                    remedy: "fill one matrix a prompt of the table"
                )
            }
        }
        for grouping in needs.groups.sorted(by: { $0.rawValue < $1.rawValue }) {
            let isOfResponses = grouping == .source
            let groups = isOfResponses ? responseGroups[grouping.rawValue] : promptGroups[grouping.rawValue]
            guard let groups else {
                throw .missingColumn(
                    "groups by \(grouping.rawValue)",
                    remedy: "record it with them, or leave `by \(grouping.rawValue)` out"
                )
            }
            let rows = isOfResponses ? answerCount : promptCount
            guard groups.count == rows else {
                throw Self.size("groups by \(grouping.rawValue)", groups.count, rows, isOfResponses ? "response" : "prompt")
            }
        }
    }

    private static func size(_ what: String, _ count: Int, _ wanted: Int, _ row: String) -> SelectionError {
        .missingColumn("\(what) once a \(row)", remedy: "there are \(count) numbers for \(wanted) \(row)s")
    }
}
