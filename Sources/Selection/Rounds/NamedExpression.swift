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
    /// - Parameter catalogue: the names that the run adds.
    package static func parse(
        _ text: String,
        name: String,
        in catalogue: ColumnCatalogue = .plain
    ) throws(ExpressionError) -> NamedExpression {
        do {
            return NamedExpression(name: name, value: .number(try ScoreExpression.parse(text, in: catalogue)))
        } catch {
            guard let condition = try? FilterExpression.parse(text, in: catalogue) else { throw error }
            return NamedExpression(name: name, value: .condition(condition))
        }
    }

    package var needs: ExpressionNeeds {
        switch value {
        case .number(let score): score.needs
        case .condition(let condition): condition.needs
        }
    }

    var program: ExpressionProgram {
        switch value {
        case .number(let score): score.program
        case .condition(let condition): condition.program
        }
    }
}
