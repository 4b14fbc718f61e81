/// How a stage uses its endpoints.
package struct PoolSettings: Sendable, Hashable {
    /// How many requests an endpoint may have outstanding.
    package enum Concurrency: Sendable, Hashable {
        case fixed(Int)
        /// Found by measuring, from `start` and never more than `most`.
        case adaptive(start: Int, most: Int)
    }

    /// When a request that takes long is sent a second time to another endpoint.
    package struct Hedging: Sendable, Hashable {
        /// Of the latencies seen, and how many times it: what takes longer is sent again once there is nothing else to do.
        package var quantile: Double
        package var factor: Double
        /// Requests sent a second time, as a share of all.
        package var budget: Double
        /// Latencies that must be known before any call counts as long.
        package var fewest: Int

        package init(quantile: Double = 0.95, factor: Double = 1.5, budget: Double = 0.05, fewest: Int = 20) {
            self.quantile = quantile
            self.factor = factor
            self.budget = budget
            self.fewest = fewest
        }
    }

    package var concurrency: Concurrency
    /// Per endpoint; nil is no limit.
    package var requestsPerMinute: Double?
    package var tokensPerMinute: Double?
    /// Nil sends nothing twice.
    package var hedging: Hedging?
    /// Whether requests of one prompt go to one endpoint, whose prefix cache then holds it.
    package var affinity: Bool
    package var breaker: BreakerSettings

    package init(
        concurrency: Concurrency,
        requestsPerMinute: Double? = nil,
        tokensPerMinute: Double? = nil,
        hedging: Hedging? = Hedging(),
        affinity: Bool = false,
        breaker: BreakerSettings = BreakerSettings()
    ) {
        self.concurrency = concurrency
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
        self.hedging = hedging
        self.affinity = affinity
        self.breaker = breaker
    }
}
