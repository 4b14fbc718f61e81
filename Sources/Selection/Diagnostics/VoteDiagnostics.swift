/// Whether several reward models order the pairs alike (Wang et al., Secrets of RLHF II, arXiv 2401.06080; Ge et al., Axioms for AI
/// Alignment from Human Feedback, arXiv 2405.14758).
package struct VoteDiagnostics: Sendable, Hashable {
    /// The reward models, ascending.
    package let models: [String]
    /// A model: the part of the pairs that it orders as they are; a tie counts half.
    package let agreement: [Double]
    /// The part of the pairs that every model orders the other way round, so that the reward they were made by breaks unanimity.
    package let unanimityViolations: Double
    /// Of each pair's mean margin over the models.
    package let strength: Histogram?

    /// Nil without pairs, with fewer than two models, or where a model's reward is not known.
    init?(_ pairs: [SelectedPair], _ answers: AnswerTable) {
        let columns = answers.responseColumns.filter { $0.key.hasPrefix("r.") }.sorted { $0.key < $1.key }
        guard !pairs.isEmpty, columns.count > 1 else { return nil }
        let margins = columns.map { column in pairs.map { column.value[$0.chosen] - column.value[$0.rejected] } }
        guard margins.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
        models = columns.map { String($0.key.dropFirst(2)) }
        agreement = margins.map { margins in
            margins.reduce(0) { $0 + ($1 > 0 ? 1 : $1 == 0 ? 0.5 : 0) } / Double(pairs.count)
        }
        let against = pairs.indices.count { pair in margins.allSatisfy { $0[pair] < 0 } }
        unanimityViolations = Double(against) / Double(pairs.count)
        strength = Histogram(pairs.indices.map { pair in margins.reduce(0) { $0 + $1[pair] } / Double(margins.count) })
    }
}
