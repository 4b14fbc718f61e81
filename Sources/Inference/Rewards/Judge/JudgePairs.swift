/// Which responses of a prompt are compared with each other.
package enum JudgePairs: String, Sendable, Hashable, CaseIterable {
    /// Each with each: n(n - 1)/2 pairs.
    case all
    /// Each with the next one, the last with the first: n pairs, for many responses.
    case ring

    /// The pairs of `count` responses by their places, each once.
    func pairs(of count: Int) -> [(first: Int, second: Int)] {
        guard count > 1 else { return [] }
        var pairs: [(first: Int, second: Int)] = []
        switch self {
        case .all:
            for first in 0..<count {
                for second in first + 1..<count { pairs.append((first, second)) }
            }
        case .ring:
            for first in 0..<(count - 1) { pairs.append((first, first + 1)) }
            // Of two responses the way back is the same pair.
            if count > 2 { pairs.append((0, count - 1)) }
        }
        return pairs
    }
}
