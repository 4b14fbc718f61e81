/// From which quarters of a margin the kept pairs come; quarters are those of the prompts' best candidates.
package struct MarginQuartiles: Sendable, Hashable {
    /// First quartile, median, third quartile over the best candidates, between two values by linear interpolation.
    package let edges: [Double]
    /// How many best candidates lie in each quarter, lowest first; a value equal to an edge lies below it, so that quarters are
    /// unequal where values repeat.
    package let pairs: [Int]
    /// How many of them are kept.
    package let kept: [Int]

    /// Which part of the kept pairs each quarter holds; nil when none is kept.
    package var shares: [Double]? {
        let all = kept.reduce(0, +)
        return all > 0 ? kept.map { Double($0) / Double(all) } : nil
    }

    /// Nil when there is no pair, or one whose margin is not known.
    init?(_ best: [SelectedPair], margin: (SelectedPair) -> Double?) {
        let values = best.compactMap(margin)
        guard !best.isEmpty, values.count == best.count else { return nil }
        let statistics = OrderStatistics(values)
        let edges = [0.25, 0.5, 0.75].map { statistics.quantile($0) }
        var pairs = [0, 0, 0, 0]
        var kept = [0, 0, 0, 0]
        for (pair, value) in zip(best, values) {
            let quarter = (value > edges[0] ? 1 : 0) + (value > edges[1] ? 1 : 0) + (value > edges[2] ? 1 : 0)
            pairs[quarter] += 1
            kept[quarter] += pair.kept ? 1 : 0
        }
        self.edges = edges
        self.pairs = pairs
        self.kept = kept
    }
}
