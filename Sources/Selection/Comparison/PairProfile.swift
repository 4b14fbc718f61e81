/// What some pairs are like; distributions are nil without pairs.
package struct PairProfile: Sendable, Hashable {
    package let pairs: Int
    package let explicitMargin: Quartiles?
    /// Of the magnitude, over the pairs for which it is known.
    package let absoluteImplicitMargin: Quartiles?
    /// Scores of two selections are comparable only where both score alike.
    package let score: Quartiles?
    package let chosenTokens: Quartiles?
    package let rejectedTokens: Quartiles?

    init(_ pairs: [StoredPair]) {
        self.pairs = pairs.count
        explicitMargin = Quartiles(pairs.map(\.explicitMargin))
        absoluteImplicitMargin = Quartiles(pairs.compactMap { $0.implicitMargin.map { abs($0) } })
        score = Quartiles(pairs.map(\.score))
        chosenTokens = Quartiles(pairs.map { Double($0.chosenTokens) })
        rejectedTokens = Quartiles(pairs.map { Double($0.rejectedTokens) })
    }
}
