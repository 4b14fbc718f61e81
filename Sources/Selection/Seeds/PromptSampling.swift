import Glibc

/// Draws a round's prompts from the pool, without replacement, in proportion to weights.
///
/// Every pool item gets the key `-log(u) / weight` with u in (0, 1) from (run seed, round, prompt hash); the smallest keys win
/// (exponential keys: Efraimidis and Spirakis, Weighted random sampling with a reservoir, 2006). A draw depends neither on the
/// order of the pool nor on what else was drawn.
package struct PromptSampling: Sendable, Hashable {
    package var runSeed: Int
    /// Counted from 1.
    package var round: Int
    /// Draws for different purposes never share their chance.
    package var purpose: String

    package init(runSeed: Int, round: Int, purpose: String = "prompt") {
        self.runSeed = runSeed
        self.round = round
        self.purpose = purpose
    }

    /// Pool indices of `count` items in the order of the draw, smallest key first: a larger count prolongs the list.
    ///
    /// Equal keys go by prompt hash, then by pool index. Items of weight 0 are never drawn, so the list may be shorter than `count`.
    /// - Parameter weights: one number >= 0 an item.
    package func draw(_ count: Int, from promptHashes: [UInt64], weights: [Double]) throws(SelectionError) -> [Int] {
        guard weights.count == promptHashes.count else {
            throw .weightsDoNotMatch(weights: weights.count, prompts: promptHashes.count)
        }
        var keys: [Double] = []
        keys.reserveCapacity(promptHashes.count)
        var drawable: [Int] = []
        drawable.reserveCapacity(promptHashes.count)
        for (item, weight) in weights.enumerated() {
            guard weight.isFinite, weight >= 0 else {
                throw .invalidWeight(weight, item: item)
            }
            keys.append(-log(chance(of: promptHashes[item])) / weight)
            if weight > 0 {
                drawable.append(item)
            }
        }
        drawable.sort { (left: Int, right: Int) -> Bool in
            if keys[left] != keys[right] { return keys[left] < keys[right] }
            if promptHashes[left] != promptHashes[right] { return promptHashes[left] < promptHashes[right] }
            return left < right
        }
        return Array(drawable.prefix(max(0, count)))
    }

    /// A draw in which every item weighs the same.
    package func draw(_ count: Int, from promptHashes: [UInt64]) throws(SelectionError) -> [Int] {
        try draw(count, from: promptHashes, weights: [Double](repeating: 1, count: promptHashes.count))
    }

    /// Weights from the latest informativeness of each prompt, nil where a prompt was never answered.
    ///
    /// Seen prompts weigh what they taught, at least 5 % of the mean of the seen ones, so that none is lost for good; unseen
    /// prompts get the mean. Negative informativeness (`mean` and `m_ap` can be) counts as 0, in the mean too. When nothing
    /// was seen or all is 0, every prompt weighs the same.
    package static func weights(informativeness: [Double?]) throws(SelectionError) -> [Double] {
        var sum = 0.0
        var seen = 0
        for (item, value) in informativeness.enumerated() {
            guard let value else { continue }
            guard value.isFinite else {
                throw .invalidWeight(value, item: item)
            }
            sum += max(0, value)
            seen += 1
        }
        guard seen > 0, sum > 0 else {
            return [Double](repeating: 1, count: informativeness.count)
        }
        let mean = sum / Double(seen)
        return informativeness.map { value in
            value.map { max($0, 0.05 * mean) } ?? mean
        }
    }

    private func chance(of promptHash: UInt64) -> Double {
        var hash = StableHash(purpose: purpose)
        hash.combine(runSeed)
        hash.combine(round)
        hash.combine(promptHash)
        return hash.openUnit
    }
}
