/// The columns of candidate pairs that are no difference of two responses' columns.
struct PairFeatures {
    private let values: ResponseValues
    private let pairs: CandidatePairs
    private let isTie: [Bool]?

    init(_ values: ResponseValues, _ pairs: CandidatePairs, isTie: [Bool]?) {
        self.values = values
        self.pairs = pairs
        self.isTie = isTie
    }

    func load(_ column: PairColumn, _ range: Range<Int>, into block: BlockArithmetic.Block) {
        let answers = values.answers
        let beta = values.beta
        switch column {
        case .beta:
            BlockArithmetic.fill(block, range.count) { _ in beta }
        case .rankingGap:
            let reference = answers.referenceLogprobs
            fill(block, range) { chosen, rejected, _ in reference[rejected] - reference[chosen] }
        case .flipLoss:
            let reference = answers.referenceLogprobs
            fill(block, range) { chosen, rejected, _ in -BlockArithmetic.logSigmoid(beta * (reference[rejected] - reference[chosen])) }
        case .lengthRatio:
            let tokens = values[.tokens]
            fill(block, range) { chosen, rejected, _ in tokens[chosen] / tokens[rejected] }
        case .vote(let vote, let names):
            let rewards = names.map { values[.table("r." + $0)] }
            fill(block, range) { chosen, rejected, _ in Self.vote(vote, rewards.map { $0[chosen] - $0[rejected] }) }
        case .judgeShare(let judge):
            loadShares(of: judge, range, into: block)
        case .similarity(let name):
            let table = answers.vectors[name]
            let isWhole = (table?.values.count ?? 0) == (table?.dimension ?? 0) * answers.answerCount
            fill(block, range) { chosen, rejected, _ in isWhole ? table?.cosine(chosen, rejected) ?? .nan : .nan }
        case .sameSource:
            let sources = answers.responseGroups[Grouping.source.rawValue] ?? []
            let isWhole = sources.count == answers.answerCount
            fill(block, range) { chosen, rejected, _ in isWhole ? sources[chosen] == sources[rejected] ? 1 : 0 : .nan }
        case .tie:
            let rewards = answers.rewards
            fill(block, range) { chosen, rejected, candidate in
                rewards[chosen] - rewards[rejected] == 0 || isTie?[candidate] == true ? 1 : 0
            }
        }
    }

    private func loadShares(of judge: String, _ range: Range<Int>, into block: BlockArithmetic.Block) {
        let answers = values.answers
        guard let table = answers.preferences[judge], table.promptCount == answers.promptCount else {
            return BlockArithmetic.fill(block, range.count) { _ in .nan }
        }
        fill(block, range) { chosen, rejected, candidate in
            let prompt = Int(pairs.prompts[candidate])
            let responses = answers.answers(of: prompt)
            guard table.responseCount(of: prompt) == responses.count else { return .nan }
            return table.share(prompt, chosen - responses.lowerBound, rejected - responses.lowerBound)
        }
    }

    @inline(__always)
    private func fill(
        _ block: BlockArithmetic.Block,
        _ range: Range<Int>,
        _ value: (_ chosen: Int, _ rejected: Int, _ candidate: Int) -> Double
    ) {
        BlockArithmetic.fill(block, range.count) { offset in
            let candidate = range.lowerBound + offset
            return value(Int(pairs.chosen[candidate]), Int(pairs.rejected[candidate]), candidate)
        }
    }

    /// NaN where a reward model's margin is not known.
    private static func vote(_ vote: PairColumn.Vote, _ margins: [Double]) -> Double {
        guard let moments = ResponseValues.moments(margins) else { return .nan }
        switch vote {
        case .mean: return moments.mean
        case .standardDeviation: return moments.standardDeviation
        case .agreement: return Double(margins.count { $0 > 0 }) / Double(margins.count)
        }
    }
}
