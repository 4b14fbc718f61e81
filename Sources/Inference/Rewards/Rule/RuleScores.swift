/// What a rule's verdicts are worth.
package struct RuleScores: Sendable, Hashable {
    package var right: Double
    package var wrong: Double
    /// No answer was found in the response.
    package var missing: Double

    package init(right: Double = 1, wrong: Double = 0, missing: Double = 0) {
        self.right = right
        self.wrong = wrong
        self.missing = missing
    }
}
