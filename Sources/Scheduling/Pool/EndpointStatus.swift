/// Where one endpoint of a stage stands, for people.
package struct EndpointStatus: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case up
        /// It waits for a rate limit, or for the pause it asked for.
        case limited
        /// It has requests and has been silent for long.
        case suspected
        case down
        case removed
    }

    package var name: String
    package var inFlight: Int
    /// Most requests it may have now.
    package var limit: Int
    package var state: State
    /// Calls answered and failed since the start.
    package var done: Int
    package var failed: Int

    package init(name: String, inFlight: Int, limit: Int, state: State, done: Int, failed: Int) {
        self.name = name
        self.inFlight = inFlight
        self.limit = limit
        self.state = state
        self.done = done
        self.failed = failed
    }
}
