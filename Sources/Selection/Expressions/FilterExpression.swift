/// Which candidate pairs are scored at all (`selection.where`): a condition in the language of scores.
package struct FilterExpression: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    package let text: String
    let program: ExpressionProgram

    package static func parse(_ text: String) throws(ExpressionError) -> FilterExpression {
        FilterExpression(text: text, program: try ExpressionParser.program(text, kind: .condition))
    }

    /// Whether responses need log-probabilities for it.
    package var needsImplicitMargin: Bool {
        program.columns.contains { $0.needsLogprobs }
    }

    package var usesRandom: Bool { program.usesRandom }

    package var description: String { text }
}
