/// What candidate pairs are ranked by: a number computed from their columns. The language is described in docs/selection.md.
package struct ScoreExpression: ColumnExpression {
    package let text: String
    let program: ExpressionProgram

    /// Reads an expression; a preset's name is one.
    /// - Parameter catalogue: the names that the run adds.
    package static func parse(_ text: String, in catalogue: ColumnCatalogue = .plain) throws(ExpressionError) -> ScoreExpression {
        ScoreExpression(text: text, program: try ExpressionParser.program(text, kind: .number, level: .pair, in: catalogue))
    }

    package var needs: ExpressionNeeds { ExpressionNeeds(of: program) }

    package var usesRandom: Bool { program.usesRandom }
}
