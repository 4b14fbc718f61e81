/// What one commit brings of a batch: its facts, and what became of the items they come from.
package struct BatchSettlement: Sendable, Hashable {
    package var facts: [Fact]
    /// Outcomes by the item's position.
    package var outcomes: [Int: BatchOutcome]
    package var promptTokens: Int
    package var completionTokens: Int
    /// The last thing that went wrong, one sentence.
    package var error: String?
    /// When the batch was collected, in the commit that settles its last item.
    package var collectedAt: Double?

    package init(
        facts: [Fact] = [],
        outcomes: [Int: BatchOutcome] = [:],
        promptTokens: Int = 0,
        completionTokens: Int = 0,
        error: String? = nil,
        collectedAt: Double? = nil
    ) {
        self.facts = facts
        self.outcomes = outcomes
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.error = error
        self.collectedAt = collectedAt
    }
}
