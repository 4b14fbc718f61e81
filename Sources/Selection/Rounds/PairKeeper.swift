/// Ranks pairs and says which are kept.
struct PairKeeper {
    private let keep: Keep
    private let quotas: [Quota]
    private(set) var outcomes: [QuotaOutcome] = []

    init(_ keep: Keep, _ quotas: [Quota]) {
        self.keep = keep
        self.quotas = quotas
    }

    /// - Parameters:
    ///   - pairs: in plan order; their quotas are known.
    ///   - preferring: the end of the score that ranks best. Ties rank by plan order.
    mutating func rank(_ pairs: inout [SelectedPair], preferring order: ScoreOrder) {
        let scores = pairs.map { order == .high ? $0.score : -$0.score }
        let ranked = DescendingOrder.indices(of: scores).map { Int($0) }
        for (rank, index) in ranked.enumerated() {
            pairs[index].rank = rank
            let isKept = keep.keeps(rank: rank, score: pairs[index].score, of: pairs.count)
            pairs[index].reason = isKept ? nil : .notKept
        }
        if !quotas.isEmpty { divide(&pairs, ranked) }
    }

    /// Divides as many places as `keep` alone would fill among the quotas and the rest. Only what `keep` lets through by threshold
    /// may have one; by ratio and count, whatever ranks highest of its kind.
    private mutating func divide(_ pairs: inout [SelectedPair], _ ranked: [Int]) {
        let places = pairs.count { $0.kept }
        let byScore = if case .threshold = keep { true } else { false }
        let eligible = byScore ? ranked.filter { pairs[$0].kept } : ranked
        var isKept = [Bool](repeating: false, count: pairs.count)
        var left = places
        for (number, quota) in quotas.enumerated() {
            let members = eligible.filter { pairs[$0].quota == number }
            let slots = min(quota.slots(of: places), left)
            let taken = members.prefix(slots)
            for index in taken { isKept[index] = true }
            left -= taken.count
            outcomes.append(QuotaOutcome(name: quota.name, slots: slots, pairs: members.count, kept: taken.count))
        }
        for index in eligible.lazy.filter({ [pairs] in pairs[$0].quota == nil }).prefix(left) { isKept[index] = true }
        for index in pairs.indices {
            // Who keeps a place, who loses one to the quotas, and who never had one.
            let reason: PairReason = pairs[index].kept ? .quota : .notKept
            pairs[index].reason = isKept[index] ? nil : reason
        }
    }
}
