/// One place of the result's table: a metric at a noise level after a round, over all seeds.
package struct LabCell: Sendable, Hashable {
    package let metric: String
    package let noise: Double
    package let round: Int
    /// The mean noiseless reward on the held-out prompts.
    package let heldOut: Interval
    /// That less the same seed's under `random`; nil where random is not compared, or is the metric.
    package let overRandom: Interval?
    /// The share of trained pairs whose order the noiseless reward agrees with.
    package let agreement: Interval?
    /// Pairs trained on, all seeds together.
    package let pairs: Int
}
