/// What two selections from the same responses have in common, and what they do not.
package struct SelectionComparison: Sendable, Hashable {
    /// The reason of a prompt that a selection does not know.
    package static let unknownPrompt = "unknown_prompt"

    /// Prompts with a kept pair.
    package let prompts: ComparedSets
    /// Kept pairs; the same where prompt, chosen and rejected response are.
    package let pairs: ComparedSets
    /// Pairs kept by both with chosen and rejected in each other's place; `pairs` counts each as only in the first and only in the second.
    package let swapped: Int
    /// Of the kept pairs of each, and of those only it keeps.
    package let first: PairProfile
    package let second: PairProfile
    package let onlyFirst: PairProfile
    package let onlySecond: PairProfile
    /// Why prompts that the first keeps a pair of have none kept in the second, in its words: how many by reason.
    package let missingInSecond: [String: Int]
    /// The same the other way round.
    package let missingInFirst: [String: Int]

    package init(_ first: StoredSelection, _ second: StoredSelection) {
        let (kept, others) = (first.kept, second.kept)
        let (identities, otherIdentities) = (Set(kept.map(\.identity)), Set(others.map(\.identity)))
        prompts = ComparedSets(Set(kept.map(\.prompt)), Set(others.map(\.prompt)))
        pairs = ComparedSets(identities, otherIdentities)
        swapped = kept.count { otherIdentities.contains($0.swapped) }
        self.first = PairProfile(kept)
        self.second = PairProfile(others)
        onlyFirst = PairProfile(kept.filter { !otherIdentities.contains($0.identity) })
        onlySecond = PairProfile(others.filter { !identities.contains($0.identity) })
        missingInSecond = Self.missing(of: kept, in: second)
        missingInFirst = Self.missing(of: others, in: first)
    }

    private static func missing(of kept: [StoredPair], in other: StoredSelection) -> [String: Int] {
        let theirs = Set(other.kept.map(\.prompt))
        var reasons = other.reasons
        // Of several pairs that are not kept, the first's reason: they stand best first.
        for pair in other.pairs.reversed() {
            if let reason = pair.reason { reasons[pair.prompt] = reason }
        }
        var counts: [String: Int] = [:]
        for prompt in Set(kept.map(\.prompt)).subtracting(theirs) {
            counts[reasons[prompt] ?? unknownPrompt, default: 0] += 1
        }
        return counts
    }
}
