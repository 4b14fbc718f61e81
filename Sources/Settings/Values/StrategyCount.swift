/// How many of the strategies a prompt is rewritten with.
package enum StrategyCount: Sendable, Hashable {
    case all
    /// At least 1.
    case count(Int)
}
