/// What a selection chose, and what became of everything else.
package struct SelectionResult: Sendable {
    /// The best candidates of every prompt that has one, in plan order (position, then place within the prompt); N of them.
    package let pairs: [SelectedPair]
    /// The prompts without a candidate, in plan order.
    package let withoutPair: [(prompt: Int, reason: PairReason)]
    /// Candidates with a score, of which each prompt's best were chosen.
    package let candidates: Int
    /// How many of `pairs` are kept.
    package let keptCount: Int
    /// The names of the pairs' `values`: the spec's columns, then `tie` where ties are candidates and `flipped` where pairs may be
    /// flipped, unless the spec has columns of those names.
    package let columns: [String]
    package let statistics: SelectionStatistics
}
