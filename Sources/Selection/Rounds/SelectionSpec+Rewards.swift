/// What responses are worth to a selection.
extension SelectionSpec {
    /// A number for every response of the table: its reward as pairs are made by, after the reward expression and the length penalty; NaN
    /// where there is none.
    package func rewards(of table: AnswerTable) throws(SelectionError) -> [Double] {
        try table.rewarding(reward, penalty: guards.lengthPenalty, by: evaluator(table)).rewards
    }
}

extension MemberSpec {
    /// A number for every response of the table: its reward as sets are made by, after the reward expression and the length penalty; NaN
    /// where there is none.
    package func rewards(of table: AnswerTable) throws(SelectionError) -> [Double] {
        try table.rewarding(reward, penalty: lengthPenalty, by: evaluator(table)).rewards
    }
}
