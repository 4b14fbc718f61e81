/// Gives the columns of candidate pairs, computed from the responses when asked for rather than stored.
struct PairColumns {
    let answers: AnswerTable
    /// A response: its implicit reward, NaN where log-probabilities are missing.
    private let implicitRewards: [Double]
    /// The hash behind `random()`, before it takes in a candidate.
    private let chance: StableHash

    init(_ answers: AnswerTable, spec: SelectionSpec) {
        self.answers = answers
        var implicitRewards: [Double] = []
        implicitRewards.reserveCapacity(answers.answerCount)
        for answer in 0..<answers.answerCount {
            let value = spec.implicitReward.value(
                policy: answers.policyLogprobs[answer],
                reference: answers.referenceLogprobs[answer],
                tokens: answers.tokens[answer],
                beta: spec.beta
            )
            implicitRewards.append(value)
        }
        self.implicitRewards = implicitRewards
        var chance = StableHash(purpose: "random")
        chance.combine(spec.runSeed)
        chance.combine(spec.round)
        self.chance = chance
    }

    /// A column's value for the pair of two responses; not finite where log-probabilities are missing or a length is 0.
    func value(_ column: ScoreColumn, chosen: Int, rejected: Int) -> Double {
        switch column {
        case .explicitMargin: answers.rewards[chosen] - answers.rewards[rejected]
        case .implicitMargin: implicitRewards[chosen] - implicitRewards[rejected]
        }
    }

    /// The explicit margin of a candidate.
    func margin(_ candidate: Int, _ pairs: CandidatePairs) -> Double {
        value(.explicitMargin, chosen: Int(pairs.chosen[candidate]), rejected: Int(pairs.rejected[candidate]))
    }

    /// Puts a column's values for a block of candidates into `block`.
    func load(_ column: ScoreColumn, of pairs: CandidatePairs, _ range: Range<Int>, into block: BlockArithmetic.Block) {
        switch column {
        case .explicitMargin: Self.differences(of: answers.rewards, pairs.chosen, pairs.rejected, range, into: block)
        case .implicitMargin: Self.differences(of: implicitRewards, pairs.chosen, pairs.rejected, range, into: block)
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
