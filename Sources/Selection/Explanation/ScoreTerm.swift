/// A summand of a score: `coefficient` times the value that the score's steps have found after step `end`.
struct ScoreTerm: Sendable, Hashable {
    /// With sign and factor, presets written out: `-2.5*z(abs(dh))`.
    let text: String
    let coefficient: Double
    let end: Int
    /// Whether it is one number for every candidate.
    let isConstant: Bool
    /// The columns of the margins in it.
    let columns: Set<ScoreColumn>
}
