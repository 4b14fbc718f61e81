import Datasets
package import Ledger

/// What became of a round's planned rewrites; all together they are what was planned.
package struct RewriteCounts: Sendable, Hashable {
    package var planned: Int
    /// By strategy.
    package var kept: [Step]
    /// By reason; `pending` while the round goes on.
    package var dropped: [Step]

    package struct Step: Sendable, Hashable {
        package var name: String
        package var count: Int
    }

    /// Nil where the round rewrites nothing.
    package static func read(_ ledger: Ledger, round: Int) throws -> RewriteCounts? {
        guard try ledger.plannedPhases(round: round).contains(.parents) else { return nil }
        guard let each = try RunStore.configuration(ledger, round: round)?.rewritesPerParent else { return nil }
        return try read(ledger, round: round, each: each)
    }

    /// - Parameter each: rewrites planned per parent.
    package static func read(_ ledger: Ledger, round: Int, each: Int) throws -> RewriteCounts? {
        let tally = try ledger.tally().filter { $0.round == round }
        let parents = tally.filter { $0.kind == "prompt" + Phase.parents.suffix }.reduce(0) { $0 + $1.count }
        guard parents > 0 else { return nil }
        func steps(_ kind: String) -> [Step] {
            tally.filter { $0.kind == kind }.map { Step(name: $0.reason, count: $0.count) }
        }
        let failed = steps("failed:rewrite").reduce(0) { $0 + $1.count }
        var funnel = RewriteCounts(planned: parents * each, kept: steps("rewrite_kept"), dropped: steps("rewrite_dropped"))
        if failed > 0 { funnel.dropped.append(Step(name: "unanswered", count: failed)) }
        let rest = funnel.planned - funnel.keptCount - funnel.dropped.reduce(0) { $0 + $1.count }
        if rest > 0 { funnel.dropped.append(Step(name: "pending", count: rest)) }
        return funnel
    }

    package var keptCount: Int { kept.reduce(0) { $0 + $1.count } }

    var funnel: Funnel {
        Funnel(
            unit: "rewrites",
            planned: planned,
            steps: [Funnel.Step("kept", keptCount)] + dropped.map { Funnel.Step($0.name, $0.count) }
        )
    }
}
