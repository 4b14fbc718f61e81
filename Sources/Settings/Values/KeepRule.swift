/// How many of the ranked pairs are kept.
package enum KeepRule: Sendable, Hashable {
    /// The best share of the prompts that have a pair, in (0, 1].
    case ratio(Double)
    /// The best so many, at least 1.
    case count(Int)
    /// All with a score above.
    case threshold(Double)
}
