/// Where a round's prompts come from: rewrites of last round's informative prompts, prompts of the last round again, and prompts not asked yet.
package struct BufferMix: Sendable, Hashable {
    package let evolved: Double
    package let previous: Double
    package let fresh: Double

    /// Shares of at least 0 that add up to 1. Throws otherwise; a millionth is allowed for rounding.
    package init(evolved: Double, previous: Double, fresh: Double) throws(EvolutionError) {
        for (name, share) in [("evolved", evolved), ("previous", previous), ("fresh", fresh)] {
            guard share.isFinite, share >= 0 else { throw .share(name, share) }
        }
        let sum = evolved + previous + fresh
        guard abs(sum - 1) <= 1e-6 else { throw .sharesDoNotAddUp(sum) }
        self.evolved = evolved
        self.previous = previous
        self.fresh = fresh
    }

    /// How many of each source make `total` prompts; fewer only if all sources together hold fewer.
    ///
    /// First every source has the whole part of share * total, and those with the largest remainders one more. What a source does not hold
    /// the others give: the one with the largest share as much as it can, then the next. Ties go by evolved, previous, fresh.
    /// - Parameter available: how many prompts each source holds, 0 or more.
    package func counts(total: Int, available: BufferCounts) -> BufferCounts {
        if total >= available.total { return available }
        let shares = [evolved, previous, fresh]
        let stock = [available.evolved, available.previous, available.fresh]
        let wanted = BufferMix.largestRemainder(shares, total: max(0, total))
        var counts = zip(wanted, stock).map { min($0, $1) }
        var missing = max(0, total) - counts.reduce(0, +)
        for source in BufferMix.descending(shares) {
            let more = min(missing, stock[source] - counts[source])
            counts[source] += more
            missing -= more
        }
        return BufferCounts(evolved: counts[0], previous: counts[1], fresh: counts[2])
    }

    private static func largestRemainder(_ shares: [Double], total: Int) -> [Int] {
        let sum = shares.reduce(0, +)
        let quotas = shares.map { $0 / sum * Double(total) }
        var counts = quotas.map { Int($0.rounded(.down)) }
        let remainders = zip(quotas, counts).map { $0 - Double($1) }
        var missing = total - counts.reduce(0, +)
        for source in descending(remainders) where missing > 0 {
            counts[source] += 1
            missing -= 1
        }
        return counts
    }

    /// Indices by value, largest first, equal ones in their order.
    private static func descending(_ values: [Double]) -> [Int] {
        values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
    }
}
