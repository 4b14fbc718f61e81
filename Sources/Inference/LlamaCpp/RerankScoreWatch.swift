/// Watches the first scores of a reranker for two marks of something wrong.
struct RerankScoreWatch: Sendable {
    enum Warning: Sendable, Hashable {
        /// All lie in [0, 1]: probabilities, in which good responses tie.
        case probabilities
        /// All are about 1e-20: a model without a head for ranking (llama.cpp issues 25447 and 25448).
        case nothing
    }

    /// Above every score that such a model gives, below every score that means something.
    private static let vanishing = 1e-9

    private var range = UnitRangeWatch()
    private var greatest = 0.0

    /// A warning once, when enough scores were seen.
    mutating func add(_ scores: [Double]) -> Warning? {
        for score in scores { greatest = max(greatest, score.magnitude) }
        guard range.add(scores) else { return nil }
        return greatest < Self.vanishing ? .nothing : .probabilities
    }
}
