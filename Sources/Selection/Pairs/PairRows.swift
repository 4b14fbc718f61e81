/// Candidate pairs as the rows of an expression.
struct PairRows: ExpressionRows {
    let pairs: CandidatePairs
    let columns: PairColumns
    /// A candidate: whether the pairing calls it a near tie; nil where it does not say.
    let isTie: [Bool]?

    var count: Int { pairs.count }
    var prompts: [Int32] { pairs.prompts }

    func load(_ column: ScoreColumn, _ range: Range<Int>, into block: BlockArithmetic.Block) {
        columns.load(column, of: pairs, range, into: block, isTie: isTie)
    }

    func loadRandom(_ range: Range<Int>, into block: BlockArithmetic.Block) {
        columns.loadRandom(of: pairs, range, into: block)
    }

    func keys(by grouping: Grouping) -> [Int32]? {
        let answers = columns.answers
        if grouping == .source {
            guard let sources = answers.responseGroups[grouping.rawValue], sources.count == answers.answerCount else { return nil }
            return pairs.chosen.map { sources[Int($0)] }
        }
        guard let groups = answers.promptGroups[grouping.rawValue], groups.count == answers.promptCount else { return nil }
        return pairs.prompts.map { groups[Int($0)] }
    }
}
