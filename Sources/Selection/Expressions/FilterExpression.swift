/// Which candidate pairs are scored at all (`selection.where`): a condition in the language of scores.
package struct FilterExpression: ColumnExpression {
    package let text: String
    let program: ExpressionProgram

    /// - Parameter catalogue: the names that the run adds.
    package static func parse(_ text: String, in catalogue: ColumnCatalogue = .plain) throws(ExpressionError) -> FilterExpression {
        FilterExpression(text: text, program: try ExpressionParser.program(text, kind: .condition, level: .pair, in: catalogue))
    }

    package var needs: ExpressionNeeds { ExpressionNeeds(of: program) }

    package var usesRandom: Bool { program.usesRandom }
}
