/// Gives the columns of candidate pairs, computed from the responses when asked for rather than stored.
struct PairColumns {
    let answers: AnswerTable
    /// The hash behind `random()`, before it takes in a candidate.
    private let chance: StableHash
    private var values: ResponseValues
    /// A response: its implicit reward, NaN where log-probabilities are missing.
    private let implicitRewards: [Double]

    /// - Parameter beta: the factor of `family`.
    init(_ answers: AnswerTable, family: ImplicitReward, beta: Double, runSeed: Int, round: Int) {
        self.answers = answers
        var values = ResponseValues(answers, family: family, beta: beta)
        values.prepare(for: ExpressionProgram(column: .implicitMargin, absolute: false))
        implicitRewards = values[.implicitReward]
        self.values = values
        chance = .random(runSeed: runSeed, round: round)
    }

    /// The columns that a selection reads are there from the start.
    init(_ answers: AnswerTable, spec: SelectionSpec) {
        self.init(answers, family: spec.implicitReward, beta: spec.beta, runSeed: spec.runSeed, round: spec.round)
        values.prepare(for: spec.score.program)
        if let filter = spec.filter { values.prepare(for: filter.program) }
    }

    /// The same with what a program reads computed once rather than for every block of candidates.
    func prepared(for program: ExpressionProgram) -> PairColumns {
        if values.isPrepared(for: program) { return self }
        var columns = self
        columns.values.prepare(for: program)
        return columns
    }

    /// A column's value for the pair of two responses; not finite where log-probabilities are missing or a length is 0.
    ///
    /// Of a column of prompts or of a single response there is none: NaN.
    func value(_ column: ScoreColumn, chosen: Int, rejected: Int) -> Double {
        switch column {
        case .explicitMargin: return answers.rewards[chosen] - answers.rewards[rejected]
        case .implicitMargin: return implicitRewards[chosen] - implicitRewards[rejected]
        case .difference(let column):
            let values = values[column]
            return values[chosen] - values[rejected]
        case .chosen(let column): return values[column][chosen]
        case .rejected(let column): return values[column][rejected]
        case .response, .prompt, .pair: return .nan
        }
    }

    /// The explicit margin of a candidate.
    func margin(_ candidate: Int, _ pairs: CandidatePairs) -> Double {
        value(.explicitMargin, chosen: Int(pairs.chosen[candidate]), rejected: Int(pairs.rejected[candidate]))
    }

    /// Puts a column's values for a block of candidates into `block`.
    /// - Parameter isTie: of every candidate, whether the pairing calls it a near tie; nil where it does not say.
    func load(
        _ column: ScoreColumn,
        of pairs: CandidatePairs,
        _ range: Range<Int>,
        into block: BlockArithmetic.Block,
        isTie: [Bool]? = nil
    ) {
        switch column {
        case .explicitMargin: Self.differences(of: answers.rewards, pairs.chosen, pairs.rejected, range, into: block)
        case .implicitMargin: Self.differences(of: implicitRewards, pairs.chosen, pairs.rejected, range, into: block)
        case .difference(let column): Self.differences(of: values[column], pairs.chosen, pairs.rejected, range, into: block)
        case .chosen(let column): Self.pick(values[column], pairs.chosen, range, into: block)
        case .rejected(let column): Self.pick(values[column], pairs.rejected, range, into: block)
        case .prompt(let column): Self.pick(values[column], pairs.prompts, range, into: block)
        case .pair(let column): PairFeatures(values, pairs, isTie: isTie).load(column, range, into: block)
        case .response: BlockArithmetic.fill(block, range.count) { _ in .nan }
        }
    }

    /// Puts into `block` for each candidate the number in [0, 1) that belongs to it in this run and round.
    func loadRandom(of pairs: CandidatePairs, _ range: Range<Int>, into block: BlockArithmetic.Block) {
        let promptHashes = answers.promptHashes
        let samples = answers.samples
        BlockArithmetic.fill(block, range.count) { offset in
            let index = range.lowerBound + offset
            var hash = chance
            hash.combine(promptHashes[Int(pairs.prompts[index])])
            hash.combine(Int(samples[Int(pairs.chosen[index])]))
            hash.combine(Int(samples[Int(pairs.rejected[index])]))
            return hash.unit
        }
    }

    private static func pick(_ values: [Double], _ rows: [Int32], _ range: Range<Int>, into block: BlockArithmetic.Block) {
        let start = range.lowerBound
        BlockArithmetic.fill(block, range.count) { values[Int(rows[start + $0])] }
    }

    private static func differences(
        of values: [Double],
        _ chosen: [Int32],
        _ rejected: [Int32],
        _ range: Range<Int>,
        into block: BlockArithmetic.Block
    ) {
        let start = range.lowerBound
        BlockArithmetic.fill(block, range.count) { offset in
            values[Int(chosen[start + offset])] - values[Int(rejected[start + offset])]
        }
    }
}
