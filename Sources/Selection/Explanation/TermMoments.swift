/// Spreads of a score's terms and how each goes with the score, gathered block by block (Chan, Golub and LeVeque, Updating Formulae
/// and a Pairwise Algorithm for Computing Sample Variances, 1979): one pass, without the cancellation of plain sums.
struct TermMoments {
    private var count = 0
    private var scoreMean = 0.0
    /// Sum of squared differences from the mean.
    private var scoreSquares = 0.0
    private var largestScore = 0.0
    private var means: [Double]
    private var squares: [Double]
    /// A term: sum of products of its and the score's differences from their means.
    private var products: [Double]

    init(terms: Int) {
        means = [Double](repeating: 0, count: terms)
        squares = means
        products = means
    }

    /// Takes in a block of finite scores and, one after the other, each `blockSize` apart, the terms' values.
    mutating func add(_ scores: BlockArithmetic.Block, _ terms: BlockArithmetic.Block, _ added: Int) {
        guard added > 0 else { return }
        let share = Double(added) / Double(count + added)
        let joint = Double(count) * share
        let blockScoreMean = Self.mean(scores, added)
        let scoreShift = blockScoreMean - scoreMean
        for term in means.indices {
            let values = BlockArithmetic.Block(rebasing: terms[(term * ColumnEvaluator.blockSize)...])
            let blockMean = Self.mean(values, added)
            var square = 0.0
            var product = 0.0
            for index in 0..<added {
                let difference = values[index] - blockMean
                square += difference * difference
                product += difference * (scores[index] - blockScoreMean)
            }
            let shift = blockMean - means[term]
            squares[term] += square + shift * shift * joint
            products[term] += product + shift * scoreShift * joint
            means[term] += shift * share
        }
        var square = 0.0
        for index in 0..<added {
            let difference = scores[index] - blockScoreMean
            square += difference * difference
            largestScore = max(largestScore, abs(scores[index]))
        }
        scoreSquares += square + scoreShift * scoreShift * joint
        scoreMean += scoreShift * share
        count += added
    }

    /// How much each term decides; nil when nothing was added.
    func influences(_ terms: [ScoreTerm]) -> [TermInfluence]? {
        guard count > 0 else { return nil }
        let scoreDeviation = (scoreSquares / Double(count)).squareRoot()
        let hasSpread = scoreDeviation.isFinite && !Moments.isRounding(scoreDeviation, besides: largestScore)
        return terms.indices.map { index in
            let coefficient = terms[index].coefficient
            let share = coefficient * products[index] / scoreSquares
            let deviation = abs(coefficient) * (squares[index] / Double(count)).squareRoot()
            return TermInfluence(
                share: hasSpread && share.isFinite ? share : nil,
                standardDeviation: deviation.isFinite ? deviation : nil
            )
        }
    }

    /// From the first value on: exact for equal ones.
    private static func mean(_ block: BlockArithmetic.Block, _ count: Int) -> Double {
        let first = block[0]
        var sum = 0.0
        for index in 0..<count {
            sum += block[index] - first
        }
        return first + sum / Double(count)
    }
}
