/// The rewards a selection works with.
extension AnswerTable {
    /// The same responses with an expression's values as rewards, NaN where it has none, and each charged for its tokens.
    /// - Parameters:
    ///   - expression: nil: the table's own rewards.
    ///   - penalty: a token, in the unit of the reward; 0: none.
    func rewarding(
        _ expression: ResponseExpression?,
        penalty: Double,
        by evaluator: ResponseEvaluator
    ) throws(SelectionError) -> AnswerTable {
        guard expression != nil || penalty != 0 else { return self }
        var rewards = self.rewards
        if let expression { rewards = try evaluator.values(of: expression) }
        return replacingRewards(zip(rewards, tokens).map { penalty == 0 ? $0 : $0 - penalty * Double($1) })
    }
}
