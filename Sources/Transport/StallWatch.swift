/// Tells the loop when to look for exchanges whose reply began and then stopped coming.
///
/// libcurl's own `LOW_SPEED_TIME` counts the silence before the first byte too, in which a server thinks.
/// Deadlines only ever move later, so one lower bound for all of them is enough: checking too early costs one pass over the exchanges.
final class StallWatch {
    /// The present, in nanoseconds of the monotonic clock, as of the loop's last waking.
    var now: UInt64 = MonotonicClock.now
    /// No exchange stalls before this time.
    var nextCheck: UInt64 = .max

    func expect(nothingBefore deadline: UInt64) {
        nextCheck = min(nextCheck, deadline)
    }
}
