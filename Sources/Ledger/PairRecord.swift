/// The best candidate pair of one prompt in a selection.
package struct PairRecord: Sendable, Hashable {
    package var promptID: Int64
    /// The prompt's position in the plan.
    package var position: Int
    package var chosenID: Int64
    package var rejectedID: Int64
    package var explicitMargin: Double
    package var implicitMargin: Double?
    package var score: Double
    /// By score among the prompts with a pair, from 1.
    package var rank: Int
    package var kept: Bool

    package init(
        promptID: Int64,
        position: Int,
        chosenID: Int64,
        rejectedID: Int64,
        explicitMargin: Double,
        implicitMargin: Double?,
        score: Double,
        rank: Int,
        kept: Bool
    ) {
        self.promptID = promptID
        self.position = position
        self.chosenID = chosenID
        self.rejectedID = rejectedID
        self.explicitMargin = explicitMargin
        self.implicitMargin = implicitMargin
        self.score = score
        self.rank = rank
        self.kept = kept
    }
}
