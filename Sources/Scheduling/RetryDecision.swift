/// What happens to an item whose request failed.
package enum RetryDecision: Sendable, Hashable {
    /// Try it again after so many seconds.
    case retry(after: Double)
    /// Put it back; the attempt did not count.
    case requeue
    /// The endpoint is down: put the item back, send nothing there until it answers again. The attempt did not count.
    case waitForEndpoint
    /// Record a failure.
    case giveUp
    /// Nothing can work as configured: stop the round.
    case stop
}
