/// How values spread over bins of equal width.
package struct Histogram: Sendable, Hashable {
    /// One more than there are bins; ascending.
    package let edges: [Double]
    /// Values from an edge on and below the next one; the last bin has its upper edge too.
    package let counts: [Int]

    /// Nil without values. Equal values make one bin.
    /// - Parameter values: finite.
    package init?(_ values: [Double], bins: Int = 20) {
        guard bins >= 1, let least = values.min(), let most = values.max() else { return nil }
        guard most > least, (most - least).isFinite else {
            edges = [least, most]
            counts = [values.count]
            return
        }
        var counts = [Int](repeating: 0, count: bins)
        for value in values {
            let place = Int((value - least) / (most - least) * Double(bins))
            counts[min(bins - 1, place)] += 1
        }
        self.counts = counts
        edges = (0...bins).map { $0 == bins ? most : least + (most - least) * Double($0) / Double(bins) }
    }
}
