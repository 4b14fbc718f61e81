import Datasets
import Evolution
package import Inference
package import Ledger
import Platform
package import Settings

/// Settles which of a round's rewrites become prompts. Blocks; everything it does to the ledger is one transaction.
package struct EvolutionService: Sendable {
    let ledger: Ledger
    let configuration: Configuration

    package init(ledger: Ledger, configuration: Configuration) {
        self.ledger = ledger
        self.configuration = configuration
    }

    /// The cleaned texts of the round's rewrites as conversations, for counting their tokens; empty where no filter asks for tokens.
    package func conversationsToCount(round: Int) throws -> [[Message]] {
        guard configuration.evolution?.filters.maxTokens != nil else { return [] }
        return try rewrites(round).map { Self.child(of: $0.parentMessages, RewriteCleaner.clean($0.text)) }
    }

    /// Filters the rewrites in plan order and plans the prompts of `phase` from those that are left.
    ///
    /// - Parameter tokens: of each rewrite as `conversationsToCount` lists them, or empty.
    package func settle(round: Int, into phase: Phase, tokens: [Int?]) throws {
        guard let filters = try configuration.rewriteFilters() else { return }
        let rewrites = try rewrites(round)
        var resolver = RewriteResolver(filters: filters, known: try knownPrompts(filters))
        var decisions: [RewriteDecision] = []
        for (index, rewrite) in rewrites.enumerated() {
            let outcomes = resolver.resolve([
                Rewrite(
                    parent: rewrite.parentID,
                    parentText: Self.question(rewrite.parentMessages),
                    strategy: rewrite.strategy,
                    attempt: rewrite.attempt,
                    answer: rewrite.text,
                    isTruncated: rewrite.isTruncated,
                    tokens: tokens.indices.contains(index) ? tokens[index] : nil
                )
            ])
            guard let outcome = outcomes.first else { continue }
            decisions.append(decision(rewrite, outcome))
        }
        let plan = try phase == .base ? configuration.roundPlanner(ledger).planner(round: round) : { born in born.map { ($0.id, nil) } }
        try ledger.settle(round: round, decisions, phase: phase, plan: plan)
    }

    private func rewrites(_ round: Int) throws -> [RewriteRecord] {
        try ledger.rewrites(round: round, strategies: configuration.evolution?.strategies ?? [])
    }

    private func knownPrompts(_ filters: RewriteFilters) throws -> DuplicateIndex {
        var index = DuplicateIndex(for: filters)
        try ledger.forEachPrompt { index.insert(Self.question($0)) }
        return index
    }

    private func decision(_ rewrite: RewriteRecord, _ outcome: RewriteOutcome) -> RewriteDecision {
        let settled: RewriteDecision.Outcome
        switch outcome {
        case .dropped(let reason): settled = .dropped(reason: reason.rawValue)
        case .prompt(let text):
            let messages = Self.child(of: rewrite.parentMessages, text)
            settled = .prompt(
                PoolPrompt(messages: messages, contentHash: PromptRecord.contentHash(of: messages), externalID: nil, metadata: nil)
            )
        }
        return RewriteDecision(parentID: rewrite.parentID, strategy: rewrite.strategy, attempt: rewrite.attempt, outcome: settled)
    }

    /// The text that is rewritten: the last user message.
    private static func question(_ messages: [Message]) -> String {
        messages.last { $0.role == "user" }?.content ?? ""
    }

    /// The conversation with the rewrite in the place of the last user message.
    private static func child(of parent: [Message], _ text: String) -> [Message] {
        guard let last = parent.lastIndex(where: { $0.role == "user" }) else { return [Message(role: "user", content: text)] }
        var messages = parent
        messages[last].content = text
        return messages
    }
}
