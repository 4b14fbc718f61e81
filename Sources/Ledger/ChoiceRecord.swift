/// A prompt of a selection of responses.
package struct ChoiceRecord: Sendable, Hashable {
    package var promptID: Int64
    /// The prompt's position in the plan.
    package var position: Int
    /// What prompts are ranked by.
    package var score: Double
    /// From 1.
    package var rank: Int
    package var kept: Bool
    /// Why it is not kept.
    package var reason: String?
    /// In plan order.
    package var members: [MemberRecord]

    package init(promptID: Int64, position: Int, score: Double, rank: Int, kept: Bool, reason: String?, members: [MemberRecord]) {
        self.promptID = promptID
        self.position = position
        self.score = score
        self.rank = rank
        self.kept = kept
        self.reason = reason
        self.members = members
    }
}
