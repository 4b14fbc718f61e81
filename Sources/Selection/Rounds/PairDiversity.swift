/// What keeps several pairs of one prompt apart. Pairs are taken by score, best first; one that breaks the rule against a pair taken
/// before it is passed over.
package struct PairDiversity: Sendable, Hashable {
    /// Which responses may stand in one pair of a prompt only.
    package enum Sides: String, CaseIterable, Sendable {
        case none
        /// No response is chosen twice.
        case distinctChosen = "distinct_chosen"
        /// No response is rejected twice.
        case distinctRejected = "distinct_rejected"
        /// Neither; a response may still be chosen in one pair and rejected in another.
        case distinctBoth = "distinct_both"
    }

    package var sides: Sides
    /// The largest similarity to a pair taken before: the smaller of the cosines between the chosen and between the rejected responses,
    /// above any bound for the same response. Nil: pairs may be as similar as they like.
    package var maximalSimilarity: Double?
    /// The name of the vectors that similarity is measured with.
    package var vectors: String

    package static let none = PairDiversity()

    package init(sides: Sides = .none, maximalSimilarity: Double? = nil, vectors: String = "text") {
        self.sides = sides
        self.maximalSimilarity = maximalSimilarity
        self.vectors = vectors
    }

    /// One sentence on what is wrong with the numbers; nil when nothing is.
    package var problem: String? {
        guard let limit = maximalSimilarity, !(limit >= -1 && limit <= 1) else { return nil }
        return "the largest similarity of a prompt's pairs is \(limit): it must be a cosine between -1 and 1"
    }
}
