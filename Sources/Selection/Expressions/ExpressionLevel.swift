/// What the rows are that an expression is computed for.
enum ExpressionLevel: Sendable, Hashable {
    /// Candidate pairs.
    case pair
    /// Single responses.
    case response
}
