/// What training did to the log-probabilities of the pairs it was given: whether the chosen responses became less likely (Razin et al.,
/// Unintentional Unalignment: Likelihood Displacement in Direct Preference Optimization, arXiv 2410.08847; Yang et al., DPO-Shift,
/// arXiv 2502.07599).
package struct Displacement: Sendable, Hashable {
    /// A pair's log-probabilities under the weights before and after, in nats.
    package struct Pair: Sendable, Hashable {
        package var chosenBefore: Double
        package var chosenAfter: Double
        package var rejectedBefore: Double
        package var rejectedAfter: Double

        package init(chosenBefore: Double, chosenAfter: Double, rejectedBefore: Double, rejectedAfter: Double) {
            self.chosenBefore = chosenBefore
            self.chosenAfter = chosenAfter
            self.rejectedBefore = rejectedBefore
            self.rejectedAfter = rejectedAfter
        }
    }

    /// Pairs all of whose log-probabilities are known; the others count for nothing.
    package let pairs: Int
    /// The part of the pairs whose chosen response became less likely.
    package let rate: Double
    /// The part of the pairs whose difference, chosen minus rejected, grew.
    package let widened: Double
    package let meanChosenChange: Double
    package let meanRejectedChange: Double

    /// Nil when no pair's log-probabilities are known.
    package init?(_ pairs: [Pair]) {
        let known = pairs.filter { pair in
            [pair.chosenBefore, pair.chosenAfter, pair.rejectedBefore, pair.rejectedAfter].allSatisfy { $0.isFinite }
        }
        guard !known.isEmpty else { return nil }
        let chosen = known.map { $0.chosenAfter - $0.chosenBefore }
        let rejected = known.map { $0.rejectedAfter - $0.rejectedBefore }
        let count = Double(known.count)
        self.pairs = known.count
        rate = Double(chosen.count { $0 < 0 }) / count
        widened = Double(zip(chosen, rejected).count { $0 > $1 }) / count
        meanChosenChange = Moments(of: chosen).mean
        meanRejectedChange = Moments(of: rejected).mean
    }
}
