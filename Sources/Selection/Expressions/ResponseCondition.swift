/// What holds for a response or does not, in the language of scores: `r.safe > 0 and truncated == 0`.
package struct ResponseCondition: ColumnExpression {
    package let text: String
    let program: ExpressionProgram

    /// - Parameter catalogue: the names that the run adds.
    package static func parse(_ text: String, in catalogue: ColumnCatalogue = .plain) throws(ExpressionError) -> ResponseCondition {
        ResponseCondition(text: text, program: try ExpressionParser.program(text, kind: .condition, level: .response, in: catalogue))
    }

    package var needs: ExpressionNeeds { ExpressionNeeds(of: program) }

    package var usesRandom: Bool { program.usesRandom }
}
