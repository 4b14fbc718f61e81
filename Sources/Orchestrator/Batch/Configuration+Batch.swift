import Ledger
import Scheduling
import Settings

extension Configuration {
    /// How batches of a stage are cut and looked after.
    func batchLimits(_ settings: BatchSettings) -> BatchLimits {
        var batches = BatchLimits(
            retry: RetryPolicy(attempts: limits.attempts),
            failedShare: limits.failedShare,
            waitForBackend: limits.waitForBackend
        )
        batches.lines = min(batches.lines, settings.lines)
        batches.longestPause = settings.poll
        batches.firstPause = min(batches.firstPause, settings.poll)
        return batches
    }

    /// Why no batch may be started that brings the requests out for answering to `out`; nil while the budget has room.
    ///
    /// A batch cannot be stopped in the middle, so what it will cost is counted beforehand, at the mean of the requests before.
    func reasonNotToStart(_ out: Int, spent records: [SpendRecord]) -> String? {
        guard let budget = budget(spent: records) else { return nil }
        let remedy = "set a higher cap, or resume without one (--set)"
        if let reached = budget.reached { return "\(reached): \(remedy)" }
        if let cap = budget.caps.requests, budget.requests + out > cap {
            return "budget.requests: \(budget.requests) of \(cap) requests are made and \(out) more would be out in batches: \(remedy)"
        }
        guard budget.requests > 0 else { return nil }
        let share = Double(out) / Double(budget.requests)
        if let cap = budget.caps.tokens, Double(budget.tokens) * (1 + share) > Double(cap) {
            return "budget.tokens: \(budget.tokens) of \(cap) tokens are used and \(out) requests in batches would pass that: \(remedy)"
        }
        if let cap = budget.caps.cost, budget.cost * (1 + share) > cap {
            let spent = "budget.cost: \(Rounded.text(budget.cost)) of \(Rounded.text(cap)) is spent"
            return "\(spent) and \(out) requests in batches would pass that: \(remedy)"
        }
        return nil
    }
}
