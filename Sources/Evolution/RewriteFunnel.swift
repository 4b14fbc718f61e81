/// How many rewrites there were and what became of them. The prompts and all reasons add up to `rewrites`.
package struct RewriteFunnel: Sendable, Hashable {
    package private(set) var rewrites = 0
    package private(set) var prompts = 0
    /// Only reasons that occurred.
    package private(set) var dropped: [RewriteReason: Int] = [:]

    package init(_ outcomes: [RewriteOutcome] = []) {
        for outcome in outcomes {
            count(outcome)
        }
    }

    package mutating func count(_ outcome: RewriteOutcome) {
        rewrites += 1
        switch outcome {
        case .prompt: prompts += 1
        case .dropped(let reason): dropped[reason, default: 0] += 1
        }
    }
}
