/// What `by` groups the rows of an expression by, so that statistics are taken within each group.
package enum Grouping: String, CaseIterable, Sendable {
    /// The responses, or candidate pairs, of one prompt.
    case prompt
    /// Who wrote the response; of a pair, the chosen one. `AnswerTable.responseGroups["source"]`.
    case source
    /// All of a prompt's tags together. `AnswerTable.promptGroups["tag"]`.
    case tag
    /// The prompt source a prompt came from. `AnswerTable.promptGroups["origin"]`.
    case origin
}
