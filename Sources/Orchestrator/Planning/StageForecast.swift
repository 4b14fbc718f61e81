package import Scheduling

/// What a stage will take over all rounds, from what a few of its requests took.
package struct StageForecast: Sendable, Hashable {
    package var name: String
    package var model: String
    package var facts: Int
    package var spending: Spending
    /// At the sample's number of requests in flight.
    package var seconds: Double
    package var cost: Double
    package var tokensAreEstimated: Bool

    /// Scales a sample up.
    ///
    /// - Parameters:
    ///   - facts: how many of the stage's facts the run needs.
    ///   - inFlight: requests that will be in flight at once, where more than in the sample.
    package init(name: String, model: String, facts: Int, sample: StageSample, inFlight: Int, price: Price) {
        self.name = name
        self.model = model
        self.facts = facts
        tokensAreEstimated = sample.tokensAreEstimated
        guard sample.facts > 0, facts > 0 else {
            spending = Spending()
            seconds = 0
            cost = 0
            return
        }
        let factor = Double(facts) / Double(sample.facts)
        spending = Spending(
            requests: Self.scaled(sample.calls == 0 ? sample.spending.requests : max(sample.calls, sample.spending.requests), factor),
            promptTokens: Self.scaled(sample.spending.promptTokens, factor),
            completionTokens: Self.scaled(sample.spending.completionTokens, factor)
        )
        seconds = sample.seconds * factor * Double(sample.inFlight) / Double(max(sample.inFlight, inFlight))
        cost = price.cost(of: spending)
    }

    private static func scaled(_ count: Int, _ factor: Double) -> Int {
        Int((Double(count) * factor).rounded())
    }
}
