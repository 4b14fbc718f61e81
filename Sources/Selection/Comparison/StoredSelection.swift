/// A selection as it was stored: one side of a comparison.
package struct StoredSelection: Sendable, Hashable {
    /// All ranked pairs, kept or not.
    package var pairs: [StoredPair]
    /// Why prompts have no pair, by their id.
    package var reasons: [Int64: String]

    package init(pairs: [StoredPair], reasons: [Int64: String]) {
        self.pairs = pairs
        self.reasons = reasons
    }

    var kept: [StoredPair] { pairs.filter { $0.reason == nil } }
}
