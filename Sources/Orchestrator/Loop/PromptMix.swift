import Evolution

/// Shares of a round's prompts by origin; they sum to 1.
package struct PromptMix: Sendable, Hashable {
    package var evolved: Double
    package var previous: Double
    package var fresh: Double

    package init(evolved: Double, previous: Double, fresh: Double) {
        self.evolved = evolved
        self.previous = previous
        self.fresh = fresh
    }
}
