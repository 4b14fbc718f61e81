/// What came about in simulated runs: promises that were never put to the test prove nothing.
struct Visits: Sendable {
    var runs = 0
    /// Runs whose training sets were compared with the fault-free run's.
    var compared = 0
    /// Runs in which something was given up that the fault-free run answered.
    var gaveUp = 0
    var crashes = 0
    /// Crashes with a commit under way that turned out to be on disk, and that turned out not to be.
    var crashesAfterCommit = 0
    var crashesBeforeCommit = 0
    /// Crashes while no request was outstanding.
    var crashesBetweenSteps = 0
    var drains = 0
    var cancels = 0
    var failedShares = 0
    var waits = 0
    /// Rounds whose given-up items were asked for again.
    var revivals = 0
    var failures = 0
    /// Parents checked against the selection that chose them, rewrites answered in their round, rounds whose mix was counted.
    var parents = 0
    var evolved = 0
    var mixes = 0
    /// Measurements for which every answer to the held-out prompts had been given up.
    var unmeasured = 0
    /// Requests sent a second time, answers that came in part, servers that joined and left, notices to people.
    var hedges = 0
    var partials = 0
    var joined = 0
    var left = 0
    var notices = 0
    /// Comparisons and vectors on disk.
    var comparisons = 0
    var vectors = 0
    /// Responses that were chosen to be annotated, or not to be.
    var decisions = 0
    var steps = 0
    /// Facts that waited for the recorder at once.
    var mostWaiting = 0

    static func + (a: Visits, b: Visits) -> Visits {
        var sum = a
        sum.runs += b.runs
        sum.compared += b.compared
        sum.gaveUp += b.gaveUp
        sum.crashes += b.crashes
        sum.crashesAfterCommit += b.crashesAfterCommit
        sum.crashesBeforeCommit += b.crashesBeforeCommit
        sum.crashesBetweenSteps += b.crashesBetweenSteps
        sum.drains += b.drains
        sum.cancels += b.cancels
        sum.failedShares += b.failedShares
        sum.waits += b.waits
        sum.revivals += b.revivals
        sum.failures += b.failures
        sum.parents += b.parents
        sum.evolved += b.evolved
        sum.mixes += b.mixes
        sum.unmeasured += b.unmeasured
        sum.hedges += b.hedges
        sum.partials += b.partials
        sum.joined += b.joined
        sum.left += b.left
        sum.notices += b.notices
        sum.comparisons += b.comparisons
        sum.decisions += b.decisions
        sum.vectors += b.vectors
        sum.steps += b.steps
        sum.mostWaiting = max(sum.mostWaiting, b.mostWaiting)
        return sum
    }
}
