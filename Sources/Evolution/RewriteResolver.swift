/// Decides which rewrites of a round become prompts.
///
/// Rewrites come in plan order, and of two alike the first one stays: the same rewrites and the same known prompts give the same
/// outcomes, whatever order the answers arrived in. `known` holds every prompt there is, the parents among them.
package struct RewriteResolver: Sendable {
    package let filters: RewriteFilters
    /// The known prompts, those made here included.
    package private(set) var known: DuplicateIndex
    /// Of all rewrites resolved so far.
    package private(set) var funnel = RewriteFunnel()

    package init(filters: RewriteFilters, known: DuplicateIndex) {
        self.filters = filters
        self.known = known
    }

    /// One outcome a rewrite, in the same order. May be called for one page of the round after the other.
    package mutating func resolve(_ rewrites: [Rewrite]) -> [RewriteOutcome] {
        rewrites.map { rewrite in
            let outcome = outcome(of: rewrite)
            funnel.count(outcome)
            return outcome
        }
    }

    private mutating func outcome(of rewrite: Rewrite) -> RewriteOutcome {
        guard let answer = rewrite.answer else { return .dropped(.unanswered) }
        let child = RewriteCleaner.clean(answer)
        let reason = filters.check(
            parent: rewrite.parentText,
            child: child,
            tokens: rewrite.tokens,
            wasTruncated: rewrite.isTruncated
        )
        if let reason { return .dropped(reason) }
        switch known.insertUnlessDuplicate(child) {
        case .exact: return .dropped(.duplicate)
        case .near: return .dropped(.nearDuplicate)
        case nil: return .prompt(child)
        }
    }
}
