/// One number an evaluation command gave after a round's training.
package struct EvaluationRecord: Sendable, Hashable {
    package var round: Int
    package var metric: String
    package var value: Double
    package var weightVersion: String

    package init(round: Int, metric: String, value: Double, weightVersion: String) {
        self.round = round
        self.metric = metric
        self.value = value
        self.weightVersion = weightVersion
    }
}
