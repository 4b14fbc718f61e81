/// A number for every response, in the language of scores: `lsc(r.helpful, 0.85) + lsc(r.safe, 0.85)`. See docs/selection.md.
package struct ResponseExpression: ColumnExpression {
    package let text: String
    let program: ExpressionProgram

    /// - Parameter catalogue: the names that the run adds.
    package static func parse(_ text: String, in catalogue: ColumnCatalogue = .plain) throws(ExpressionError) -> ResponseExpression {
        ResponseExpression(text: text, program: try ExpressionParser.program(text, kind: .number, level: .response, in: catalogue))
    }

    package var needs: ExpressionNeeds { ExpressionNeeds(of: program) }

    package var usesRandom: Bool { program.usesRandom }
}
