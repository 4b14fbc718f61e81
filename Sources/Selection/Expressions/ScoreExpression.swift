/// What candidate pairs are ranked by: a number computed from their columns. The language is described in docs/selection.md.
package struct ScoreExpression: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    package let text: String
    let program: ExpressionProgram

    /// Reads an expression; a preset's name is one.
    package static func parse(_ text: String) throws(ExpressionError) -> ScoreExpression {
        ScoreExpression(text: text, program: try ExpressionParser.program(text, kind: .number))
    }

    /// Whether responses need log-probabilities for it.
    package var needsImplicitMargin: Bool {
        program.columns.contains { $0.needsLogprobs }
    }

    package var usesRandom: Bool { program.usesRandom }

    package var description: String { text }
}
