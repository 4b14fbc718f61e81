/// A column of the selected pairs: a number, or a condition as 1 and 0.
package struct NamedExpression: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case number(ScoreExpression)
        case condition(FilterExpression)
    }

    package var name: String
    package var value: Value

    package init(name: String, value: Value) {
        self.name = name
        self.value = value
    }

    /// Reads a number, or else a condition; of what is neither, the error is the number's.
    package static func parse(_ text: String, name: String) throws(ExpressionError) -> NamedExpression {
        do {
            return NamedExpression(name: name, value: .number(try ScoreExpression.parse(text)))
        } catch {
            guard let condition = try? FilterExpression.parse(text) else { throw error }
            return NamedExpression(name: name, value: .condition(condition))
        }
    }

    /// Whether responses need log-probabilities for it.
    package var needsImplicitMargin: Bool {
        switch value {
        case .number(let score): score.needsImplicitMargin
        case .condition(let condition): condition.needsImplicitMargin
        }
    }

    var program: ExpressionProgram {
        switch value {
        case .number(let score): score.program
        case .condition(let condition): condition.program
        }
    }
}
