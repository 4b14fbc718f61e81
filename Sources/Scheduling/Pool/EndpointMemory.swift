/// What was learned of an endpoint and is worth keeping from one round to the next.
package struct EndpointMemory: Sendable, Hashable {
    /// The limit of requests that was found.
    package var limit: Int
    /// Seconds a call takes on average, and calls seen.
    package var latency: Double
    package var calls: Int

    package init(limit: Int, latency: Double, calls: Int) {
        self.limit = limit
        self.latency = latency
        self.calls = calls
    }
}
