/// When facts are written: as soon as the previous commit has returned and a fact waits; no timer.
///
/// Facts of one request stay in one commit. Generic over what is written, so that it can be stepped without a ledger.
package struct GroupCommit<Element: Sendable>: Sendable {
    /// A commit is closed once it holds this many facts.
    package static var limit: Int { 256 }

    /// Facts whose request finished and that no commit carries yet.
    package private(set) var waiting = 0
    /// Whether a commit is under way.
    package private(set) var isCommitting = false
    private var submissions: [[Element]] = []

    package init() {}

    /// Nothing waits and nothing is under way.
    package var isIdle: Bool { !isCommitting && waiting == 0 }

    /// Adds the facts of one request; returns the next commit when none is under way.
    package mutating func submit(_ facts: [Element]) -> [Element]? {
        guard !facts.isEmpty else { return nil }
        submissions.append(facts)
        waiting += facts.count
        return next()
    }

    /// Notes that the commit under way is on disk; returns the next one if facts wait.
    package mutating func committed() -> [Element]? {
        isCommitting = false
        return next()
    }

    private mutating func next() -> [Element]? {
        guard !isCommitting, !submissions.isEmpty else { return nil }
        var batch: [Element] = []
        var taken = 0
        while taken < submissions.count, batch.isEmpty || batch.count + submissions[taken].count <= Self.limit {
            batch += submissions[taken]
            taken += 1
        }
        submissions.removeFirst(taken)
        waiting -= batch.count
        isCommitting = true
        return batch
    }
}
