/// What an expression is computed for: candidate pairs, or single responses.
protocol ExpressionRows {
    var count: Int { get }

    /// A row: its prompt's position; equal ones side by side.
    var prompts: [Int32] { get }

    /// Puts a column's values for a block of rows into `block`.
    func load(_ column: ScoreColumn, _ range: Range<Int>, into block: BlockArithmetic.Block)

    /// Puts into `block` for each row the number in [0, 1) that belongs to it in this run and round.
    func loadRandom(_ range: Range<Int>, into block: BlockArithmetic.Block)

    /// The row's group by what is not the prompt; nil where the table has no such groups.
    func keys(by grouping: Grouping) -> [Int32]?
}

extension ExpressionRows {
    /// All rows are one group where the table has none.
    func groups(by grouping: Grouping) -> RowGroups {
        if grouping == .prompt { return RowGroups(keys: prompts) }
        return keys(by: grouping).map { RowGroups(keys: $0) } ?? RowGroups(numbers: [Int32](repeating: 0, count: count), count: 1)
    }
}
