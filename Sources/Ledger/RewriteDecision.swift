/// What becomes of a rewrite.
package struct RewriteDecision: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        case prompt(PoolPrompt)
        case dropped(reason: String)
    }

    package var parentID: Int64
    package var strategy: String
    package var attempt: Int
    package var outcome: Outcome

    package init(parentID: Int64, strategy: String, attempt: Int, outcome: Outcome) {
        self.parentID = parentID
        self.strategy = strategy
        self.attempt = attempt
        self.outcome = outcome
    }
}
