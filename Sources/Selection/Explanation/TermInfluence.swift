/// How much of a ranking one term of the score decides.
package struct TermInfluence: Sendable, Hashable {
    /// cov(term, score) / var(score), the part of the score's variance that is the term's; over all terms they add up to 1. Negative
    /// where a term runs against the score, with others above 1 then. Nil where the score is the same for all, or too large to square.
    package let share: Double?
    /// Population standard deviation of the term, sign and factor included; nil where it is too large to compute.
    package let standardDeviation: Double?
}
