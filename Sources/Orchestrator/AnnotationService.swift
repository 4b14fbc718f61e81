import Ledger
import Selection
import Settings

/// Chooses the responses of a phase that the reward models are asked about, once everything the choice needs is there. Blocks.
struct AnnotationService {
    let ledger: Ledger
    let configuration: Configuration

    /// Decides about all responses of the phase that nothing was decided about; a resumed run finds what was decided.
    func decide(_ record: RoundRecord, phase: Phase) throws {
        let settings = configuration.annotate
        let material = try ledger.annotationMaterial(query(record, phase))
        let chosen: [Int]
        switch settings.rule {
        case .all: return
        case .aepo: chosen = try diverse(material, record, phase)
        case .smallestMargin: chosen = leastToldApart(material, record)
        }
        let ids = Set(chosen.map { material.answers.responseIDs[$0] })
        try ledger.annotate(ids, round: record.round, phase: phase, reason: settings.rule.rawValue)
    }

    /// Of every prompt as many as are lacking; what was chosen before counts.
    private func diverse(_ material: AnnotationMaterial, _ record: RoundRecord, _ phase: Phase) throws -> [Int] {
        let vectors = try vectors(material, record, phase)
        let table = material.answers.table
        var chosen: [Int] = []
        for prompt in 0..<table.promptCount {
            let responses = table.answers(of: prompt)
            let open = responses.filter { material.decisions[$0] == nil }
            let before = responses.count { material.decisions[$0] == true }
            let wanted = configuration.annotate.keep - before
            guard wanted > 0, !open.isEmpty else { continue }
            chosen += DiverseSubset.aepo(vectors, of: open, k: wanted, lambda: configuration.annotate.lambda)
        }
        return chosen
    }

    private func vectors(_ material: AnnotationMaterial, _ record: RoundRecord, _ phase: Phase) throws -> VectorTable {
        guard configuration.annotate.vectors == .embedding, let model = configuration.embeddings?.model else {
            var table = VectorTable(dimension: TextVector.dimension)
            for text in material.texts { table.append(TextVector.vector(of: text)) }
            return table
        }
        let known = try ledger.embeddings(round: record.round, phase: phase, model: model)
        var table = VectorTable(dimension: known.values.first?.count ?? 1)
        for response in material.answers.responseIDs { table.append(known[response]) }
        return table
    }

    /// The round's part of the budget is spent at once: responses that come after it was are not annotated.
    private func leastToldApart(_ material: AnnotationMaterial, _ record: RoundRecord) -> [Int] {
        guard material.decisions.allSatisfy({ $0 == nil }) else { return [] }
        let settings = configuration.annotate
        let schedule: AnnotationBudget = settings.schedule == .falling ? .linear : .constant
        let family = self.family
        let pairs = SmallestImplicitMargins.pairs(
            of: material.answers.table,
            family,
            beta: configuration.selection.beta ?? family.defaultBeta,
            budget: schedule.budget(round: record.round, of: max(configuration.rounds, record.round), total: settings.budget ?? 0)
        )
        return SmallestImplicitMargins.responses(of: pairs)
    }

    private var family: Selection.ImplicitReward {
        Selection.ImplicitReward(rawValue: configuration.selection.implicitReward.rawValue) ?? .meanLogprob
    }

    private func query(_ record: RoundRecord, _ phase: Phase) -> AnswerQuery {
        AnswerQuery(
            round: record.round,
            phase: phase,
            samples: configuration.samples(in: phase),
            reward: configuration.rankingReward,
            policy: record.policy,
            reference: record.reference,
            weightVersion: record.weightVersion,
            referenceVersion: record.referenceVersion,
            sources: configuration.policy.logprobs == .sampled ? [.sampled] : [.given, .imported],
            excludesTruncated: configuration.selection.guards.dropsTruncated
        )
    }
}

extension Configuration {
    /// Whether the reward models are asked about some responses of the phase only.
    func annotatesSome(of phase: Phase) -> Bool {
        annotate.rule != .all && Phase.trained.contains(phase)
    }
}
