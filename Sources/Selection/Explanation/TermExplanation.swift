/// One term of a score, and how much it decides.
package struct TermExplanation: Sendable, Hashable {
    /// As it stands in the sum, with sign and factor: `z(dr)`, `-2.5*z(abs(dh))`.
    package let term: String
    /// Whether it is one number for every candidate, which ranks nothing.
    package let isConstant: Bool
    /// The margins in it.
    package let columns: Set<ScoreColumn>
    /// Over all candidates with a score; nil when there are none.
    package let overCandidates: TermInfluence?
    /// Over the best candidates of the prompts, which are what is ranked; nil when there are none.
    package let overBest: TermInfluence?
    /// Over the kept pairs; nil when there are none.
    package let overKept: TermInfluence?
}
