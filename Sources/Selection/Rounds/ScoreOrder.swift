/// Which end of the score ranks best.
package enum ScoreOrder: String, CaseIterable, Sendable {
    case high
    case low
}
