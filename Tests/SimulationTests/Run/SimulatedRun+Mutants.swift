import Evolution
import Ledger
import Settings

@testable import Orchestrator

/// Hand-made bugs that take more than a line.
extension SimulatedRun {
    /// Settles rewrites as they came, like a shell that settles each one when it is answered.
    func settleByArrival(_ round: Int, into phase: Phase) throws {
        guard let filters = try configuration.rewriteFilters() else { return }
        let strategies = configuration.evolution?.strategies ?? []
        let arrived = watch.rewrites
        func arrival(_ record: RewriteRecord) -> Int? {
            arrived.firstIndex(of: .rewrite(record.parentID, strategies.firstIndex(of: record.strategy) ?? 0))
        }
        let rewrites = try ledger.rewrites(round: round, strategies: strategies).sorted { (arrival($0) ?? 0) < (arrival($1) ?? 0) }
        var resolver = RewriteResolver(filters: filters, known: DuplicateIndex(for: filters))
        let decisions = rewrites.map { record in
            let parent = record.parentMessages.last?.content ?? ""
            let rewrite = Rewrite(parent: record.parentID, parentText: parent, strategy: record.strategy, answer: record.text)
            var outcome = RewriteDecision.Outcome.dropped(reason: "duplicate")
            if case .prompt(let text)? = resolver.resolve([rewrite]).first {
                outcome = .prompt(Scenario.prompt(text, externalID: nil))
            }
            return RewriteDecision(parentID: record.parentID, strategy: record.strategy, attempt: record.attempt, outcome: outcome)
        }
        let plan = try phase == .base ? configuration.roundPlanner(ledger).planner(round: round) : { born in born.map { ($0.id, nil) } }
        try ledger.settle(round: round, decisions, phase: phase, plan: plan)
    }
}
