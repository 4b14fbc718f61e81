/// Computes expressions for all candidates of a round: see `RowEvaluator`.
struct ColumnEvaluator {
    static let blockSize = RowEvaluator.blockSize

    let pairs: CandidatePairs
    let columns: PairColumns
    /// A candidate: whether the pairing calls it a near tie, which `tie` reads; nil where it does not say.
    var isTie: [Bool]?

    /// The expression's value for each candidate, NaN where it is not finite; and the arguments of `z` that have no spread.
    func evaluate(_ program: ExpressionProgram) -> (values: [Double], withoutSpread: [String]) {
        rows(for: program).evaluate(program)
    }

    /// The program's aggregates over these candidates, as they are written and, where that takes no more columns, with every
    /// `z(x)` read as `z(x, prompt)`.
    func aggregates(of program: ExpressionProgram) -> KnownAggregates {
        rows(for: program).aggregates(of: program)
    }

    /// The moments of a column, or of its magnitudes; nil when it has no finite value.
    /// - Parameter known: by their steps, the columns whose moments are there already.
    func moments(of column: ScoreColumn, absolute: Bool, _ known: [[Instruction]: Moments]) -> Moments? {
        let plain = ExpressionProgram(column: column, absolute: absolute)
        let moments = known[plain.code] ?? Moments(of: rows(for: plain).evaluate(plain).values)
        return moments.count > 0 ? moments : nil
    }

    /// Runs the program's steps for one block of candidates after the other.
    /// - Parameters:
    ///   - ends: steps after which the stack's top is wanted, ascending.
    ///   - body: is given the candidates, their values, and one after the other, each `blockSize` long, the tops that were wanted. It
    ///     may write to all of them.
    func forEachBlock(
        _ program: ExpressionProgram,
        _ known: [Aggregate.Value],
        tapping ends: [Int] = [],
        _ body: (_ block: Range<Int>, _ values: BlockArithmetic.Block, _ taps: BlockArithmetic.Block) -> Void
    ) {
        rows(for: program).forEachBlock(program.code, depth: program.depth, known, tapping: ends, body)
    }

    /// Some of the candidates, by their indices in ascending order.
    func at(_ indices: [Int32]) -> ColumnEvaluator {
        let ties = isTie.map { isTie in indices.map { isTie[Int($0)] } }
        return ColumnEvaluator(pairs: CandidatePairs(pairs, at: indices), columns: columns, isTie: ties)
    }

    private func rows(for program: ExpressionProgram) -> RowEvaluator {
        RowEvaluator(PairRows(pairs: pairs, columns: columns.prepared(for: program), isTie: isTie))
    }
}
