/// Scores all candidates in one pass, block by block, and remembers of each prompt its best one: by the score, and for comparison by
/// either margin alone. Besides the ranks that the score itself asks for, nothing is kept a candidate.
struct CandidateSurvey {
    private let evaluator: ColumnEvaluator
    private let program: ExpressionProgram
    private let terms: [ScoreTerm]
    /// Arguments of `z` without spread, as they were written.
    let withoutSpread: [String]
    /// Moments of columns that the score needed.
    let knownMoments: [[Instruction]: Moments]
    /// Candidates with a score.
    private(set) var scored = 0
    private(set) var best: BestCandidates
    /// By `dr` alone, among the candidates with a score.
    private(set) var byExplicitMargin: BestCandidates
    /// By `-abs(dh)` alone; nil unless `dh` is known for every candidate with a score.
    private(set) var byImplicitMargin: BestCandidates?
    /// By the score in which every `z(x)` is `z(x, prompt)`; nil where there is none, or it would take more columns.
    private(set) var weighingPromptsOnce: BestCandidates?
    private var moments: TermMoments
    /// The aggregates' values for the best candidates.
    private var knownOfBest: [Aggregate.Value] = []

    /// - Parameter tally: is told of candidates whose score is not finite.
    init(_ evaluator: ColumnEvaluator, score program: ExpressionProgram, tally: inout PairTally) {
        self.evaluator = evaluator
        self.program = program
        terms = program.terms
        moments = TermMoments(terms: terms.count)
        let known = evaluator.aggregates(of: program)
        withoutSpread = known.withoutSpread
        knownMoments = known.momentsOfArguments
        best = BestCandidates(reserving: evaluator.columns.answers.promptCount)
        byExplicitMargin = best
        byImplicitMargin = best
        evaluator.forEachBlock(program, known.values, tapping: terms.map(\.end)) { block, scores, taps in
            survey(block, scores, taps, &tally)
        }
        best.finish()
        byExplicitMargin.finish()
        byImplicitMargin?.finish()
        knownOfBest = known.values(at: best.indices)
        weighingPromptsOnce = bestWeighingPromptsOnce(known)
    }

    /// How much each term decides.
    /// - Parameter pairs: the best candidates, with what is kept.
    func explainedTerms(_ pairs: [SelectedPair]) -> [TermExplanation] {
        let overCandidates = moments.influences(terms)
        var momentsOfBest = TermMoments(terms: terms.count)
        var momentsOfKept = momentsOfBest
        let subset = evaluator.at(best.indices)
        subset.forEachBlock(program, knownOfBest, tapping: terms.map(\.end)) { block, scores, taps in
            momentsOfBest.add(scores, taps, block.count)
            momentsOfKept.add(scores, taps, closeGaps(block, scores, taps) { pairs[block.lowerBound + $0].kept })
        }
        let overBest = momentsOfBest.influences(terms)
        let overKept = momentsOfKept.influences(terms)
        return terms.indices.map { index in
            TermExplanation(
                term: terms[index].text,
                isConstant: terms[index].isConstant,
                columns: terms[index].columns,
                overCandidates: overCandidates?[index],
                overBest: overBest?[index],
                overKept: overKept?[index]
            )
        }
    }

    private func bestWeighingPromptsOnce(_ known: KnownAggregates) -> BestCandidates? {
        guard let reread = known.weighingPromptsOnce else { return nil }
        // As with one candidate a prompt.
        if known.isTheSameWeighingPromptsOnce { return best }
        var best = BestCandidates(reserving: self.best.indices.count)
        evaluator.forEachBlock(program, reread) { block, scores, _ in
            best.take(scores, block, of: evaluator.pairs, evaluator.columns)
        }
        best.finish()
        return best
    }

    private mutating func survey(
        _ block: Range<Int>,
        _ scores: BlockArithmetic.Block,
        _ taps: BlockArithmetic.Block,
        _ tally: inout PairTally
    ) {
        let gaps = Self.gaps(scores, block.count)
        best.take(scores, block, of: evaluator.pairs, evaluator.columns)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: block.count) { margins in
            evaluator.columns.load(.explicitMargin, of: evaluator.pairs, block, into: margins)
            if gaps > 0 { Self.copyGaps(from: scores, to: margins) }
            byExplicitMargin.take(margins, block, of: evaluator.pairs, evaluator.columns)
            guard byImplicitMargin != nil else { return }
            evaluator.columns.load(.implicitMargin, of: evaluator.pairs, block, into: margins)
            BlockArithmetic.fill(margins, block.count) { -abs(margins[$0]) }
            if gaps > 0 { Self.copyGaps(from: scores, to: margins) }
            if Self.gaps(margins, block.count) > gaps {
                // A candidate with a score and without dh: there is nothing to compare with.
                byImplicitMargin = nil
            }
            byImplicitMargin?.take(margins, block, of: evaluator.pairs, evaluator.columns)
        }
        if gaps > 0 {
            for offset in 0..<block.count where scores[offset].isNaN {
                tally.leaveOut(Int(evaluator.pairs.prompts[block.lowerBound + offset]), .notFinite)
            }
            _ = closeGaps(block, scores, taps) { !scores[$0].isNaN }
        }
        scored += block.count - gaps
        moments.add(scores, taps, block.count - gaps)
    }

    /// How many values are missing.
    private static func gaps(_ values: BlockArithmetic.Block, _ count: Int) -> Int {
        var gaps = 0
        for offset in 0..<count {
            gaps += values[offset].isNaN ? 1 : 0
        }
        return gaps
    }

    /// What has no score is compared with nothing.
    private static func copyGaps(from scores: BlockArithmetic.Block, to margins: BlockArithmetic.Block) {
        for offset in margins.indices where scores[offset].isNaN {
            margins[offset] = .nan
        }
    }

    /// Moves the candidates a condition holds for together; says how many there are.
    private func closeGaps(
        _ block: Range<Int>,
        _ scores: BlockArithmetic.Block,
        _ taps: BlockArithmetic.Block,
        _ condition: (_ offset: Int) -> Bool
    ) -> Int {
        var kept = 0
        for offset in 0..<block.count where condition(offset) {
            scores[kept] = scores[offset]
            for term in terms.indices {
                taps[term * ColumnEvaluator.blockSize + kept] = taps[term * ColumnEvaluator.blockSize + offset]
            }
            kept += 1
        }
        return kept
    }
}
