/// Computes expressions for all responses of a table.
package struct ResponseEvaluator {
    private let values: ResponseValues
    private let chance: StableHash

    /// - Parameters:
    ///   - implicitReward: what `h` is.
    ///   - beta: its factor; the family's default unless given.
    ///   - round: counted from 1; with the run's seed, behind `random()`.
    package init(_ table: AnswerTable, implicitReward: ImplicitReward, beta: Double? = nil, runSeed: Int, round: Int) {
        values = ResponseValues(table, family: implicitReward, beta: beta ?? implicitReward.defaultBeta)
        chance = .random(runSeed: runSeed, round: round)
    }

    /// The expression's value for each response in the table's order, NaN where it is not finite.
    package func values(of expression: ResponseExpression) throws(SelectionError) -> [Double] {
        try values(expression.program, expression.needs)
    }

    /// For each response in the table's order whether the condition holds; nil where it has no value.
    package func values(of condition: ResponseCondition) throws(SelectionError) -> [Bool?] {
        try values(condition.program, condition.needs).map { $0.isNaN ? nil : $0 == 1 }
    }

    private func values(_ program: ExpressionProgram, _ needs: ExpressionNeeds) throws(SelectionError) -> [Double] {
        try values.answers.check(needs)
        var prepared = values
        prepared.prepare(for: program)
        return RowEvaluator(ResponseRows(prepared, chance: chance)).evaluate(program).values
    }
}
