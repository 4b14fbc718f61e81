/// What a selection chose, and what became of everything else.
package struct SelectionResult: Sendable {
    /// The best candidate of every prompt that has one, in plan order; N of them.
    package let pairs: [SelectedPair]
    /// The prompts without a candidate, in plan order.
    package let withoutPair: [(prompt: Int, reason: PairReason)]
    /// Candidates with a score, of which each prompt's best was chosen.
    package let candidates: Int
    /// How many of `pairs` are kept.
    package let keptCount: Int
    package let statistics: SelectionStatistics
}
