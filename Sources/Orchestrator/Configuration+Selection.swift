package import Ledger
import Selection
package import Settings

extension Configuration {
    /// The selection a round makes of its own accord. Throws `RunError` with a caret where an expression is wrong.
    ///
    /// - Parameter name: another name than the phase's stands for a selection beside the round's own with the same settings.
    package func selectionRequest(
        round: Int,
        phase: Phase = .base,
        name: String? = nil
    ) throws(RunError) -> SelectionRequest {
        var request = try selectionRequest(selection, round: round, phase: phase, key: "selection")
        request.name = name ?? phase.rawValue
        if name == nil { request.spec.keep = keep(in: phase) }
        return request
    }

    /// One of the further selections.
    /// - Parameters:
    ///   - key: where its settings stand, for messages.
    ///   - references: further models under which log-probs of the round's responses are known.
    package func selectionRequest(
        _ settings: SelectionSettings,
        round: Int,
        phase: Phase = .base,
        key: String,
        references: [String] = []
    ) throws(RunError) -> SelectionRequest {
        let catalogue = ColumnCatalogue(
            rewards: rewards.map(\.name),
            judges: rewards.filter { $0.judge?.mode == .pairwise }.map(\.name),
            references: references
        )
        let reader = SelectionReader(settings: settings, catalogue: catalogue, runSeed: seed, round: round, key: key)
        let spec = try reader.spec()
        let members = try reader.members()
        let known = Dictionary(rewards.map { (ColumnCatalogue.written($0.name), $0.name) }) { first, _ in first }
        let needs = members?.needs ?? spec.needs
        let judged = needs.preferences.compactMap { known[$0] }
        let read = needs.requiredColumns.filter { $0.hasPrefix("r.") }.compactMap { known[String($0.dropFirst(2))] }
        let all = rewards.map(\.name).filter { (read + judged).contains($0) }
        let isNamed = rewards.contains { $0.name == settings.reward }
        let reward = isNamed ? settings.reward : all.first ?? rewards.first?.name ?? ""
        return SelectionRequest(
            round: round,
            phase: phase,
            name: settings.name,
            settings: settings,
            reward: reward,
            furtherRewards: all.filter { $0 != reward },
            catalogue: catalogue,
            spec: spec,
            members: members,
            excludesTruncated: settings.guards.dropsTruncated,
            requiresLogprobs: policy.logprobs != .none,
            sources: policy.logprobs == .sampled ? [.sampled] : [.given, .imported],
            samples: policy.samples,
            reasoning: policy.reasoning,
            embeddingModel: embeddings?.model ?? ""
        )
    }

    /// The reward that ranks the answers, or the first of those the ranking expression reads: what prompts are weighed and held-out answers
    /// are judged by.
    var rankingReward: String {
        if rewards.contains(where: { $0.name == selection.reward }) { return selection.reward }
        return (try? selectionRequest(round: 1).reward) ?? rewards.first?.name ?? ""
    }

    /// What the round's own selection of a phase keeps, and thereby emits.
    private func keep(in phase: Phase) -> Keep {
        if phase == .evolved { return evolution?.keep.rule ?? selection.keep.rule }
        return emit.base == .all ? .ratio(1) : selection.keep.rule
    }
}

extension KeepRule {
    /// The selection room's form of it.
    var rule: Keep {
        switch self {
        case .ratio(let ratio): .ratio(ratio)
        case .count(let count): .count(count)
        case .threshold(let threshold): .threshold(threshold, inclusive: false)
        }
    }
}
