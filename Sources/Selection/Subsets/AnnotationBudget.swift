/// How many annotations a round gets of those for all rounds (Yang et al., Not All Preference Pairs Are Created Equal, arXiv 2406.17312:
/// more of them early).
package enum AnnotationBudget: String, CaseIterable, Sendable {
    /// Every round the same.
    case constant
    /// In round t of R in proportion to R - t + 1; the paper asks for a decreasing budget, that it falls linearly is this tool's.
    case linear

    /// A round's part. The parts of all rounds add up to `total`: what whole numbers leave goes to the first rounds, one each.
    /// - Parameters:
    ///   - round: counted from 1, at most `rounds`.
    package func budget(round: Int, of rounds: Int, total: Int) -> Int {
        guard rounds >= 1, (1...rounds).contains(round), total > 0 else { return 0 }
        let weights = (1...rounds).map { self == .linear ? rounds - $0 + 1 : 1 }
        let sum = weights.reduce(0, +)
        let parts = weights.map { total * $0 / sum }
        let left = total - parts.reduce(0, +)
        return parts[round - 1] + (round <= left ? 1 : 0)
    }
}
