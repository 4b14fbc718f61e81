/// A kept pair.
package struct TrainingPair: Sendable, Hashable {
    package var chosen: TrainingResponse
    package var rejected: TrainingResponse
    /// Chosen's reward minus rejected's; above 0 unless the selection flips pairs.
    package var explicitMargin: Double
    /// Nil where no log-probs were measured.
    package var implicitMargin: Double?
    /// What the pair was ranked by.
    package var score: Double
    /// By score, from 1.
    package var rank: Int
    /// The selection's own columns (`selection.columns`: `margin`, `soft_label`, `weight`, `tie`, `stage`, …) in their order; the same
    /// names in every row of a selection.
    package var values: [TrainingValue]

    package init(
        chosen: TrainingResponse,
        rejected: TrainingResponse,
        explicitMargin: Double,
        implicitMargin: Double? = nil,
        score: Double,
        rank: Int,
        values: [TrainingValue] = []
    ) {
        self.chosen = chosen
        self.rejected = rejected
        self.explicitMargin = explicitMargin
        self.implicitMargin = implicitMargin
        self.score = score
        self.rank = rank
        self.values = values
    }

    /// The value of one of the selection's own columns.
    package func value(_ name: String) -> Double? {
        values.first { $0.name == name }?.value
    }
}
