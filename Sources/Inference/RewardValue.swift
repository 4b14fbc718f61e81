/// A score with what is worth keeping beside it.
package struct RewardValue: Sendable, Hashable {
    /// Finite, in the reward model's own unit; higher is better.
    package var score: Double
    /// A JSON object recorded as `reward.details` (a judge's verdicts, an extracted answer); nil for none.
    package var details: String?
    /// Comparisons made for this request in which the response is the first one.
    package var comparisons: [JudgeComparison] = []

    package init(score: Double, details: String? = nil) {
        self.score = score
        self.details = details
    }
}
