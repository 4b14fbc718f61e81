package import Scheduling

/// What a few requests of one stage took.
package struct StageSample: Sendable, Hashable {
    /// Requests answered, and the facts they gave.
    package var calls: Int
    package var facts: Int
    package var spending: Spending
    /// From the first request sent to the last one answered, with `inFlight` at once.
    package var seconds: Double
    package var inFlight: Int
    /// The tokens are counted by us where the server does not tell.
    package var tokensAreEstimated: Bool

    package init(calls: Int, facts: Int, spending: Spending, seconds: Double, inFlight: Int, tokensAreEstimated: Bool = false) {
        self.calls = calls
        self.facts = facts
        self.spending = spending
        self.seconds = seconds
        self.inFlight = inFlight
        self.tokensAreEstimated = tokensAreEstimated
    }
}
