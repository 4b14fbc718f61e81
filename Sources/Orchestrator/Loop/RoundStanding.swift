package import Ledger

/// What the ledger holds of a round, as far as the next step depends on it.
package struct RoundStanding: Sendable, Hashable {
    package var round: Int
    package var isPlanned = false
    package var isClosed = false
    /// Phases whose prompts are planned, if only none.
    package var planned: Set<Phase> = []
    /// Phases whose own selection is made.
    package var selected: Set<Phase> = []
    /// Held-out phases whose mean reward is recorded.
    package var measured: Set<Phase> = []
    package var isTrained = false
    package var isEvaluated = false
    /// A later round exists: nothing of this one is trained any more.
    package var hasSuccessor = false

    package init(round: Int) {
        self.round = round
    }

    /// Phases from whose answers something was made that does not change any more, `parents` standing for the rewrites: no step of the
    /// round asks for their answers again.
    package func settled(_ shape: RoundShape) -> Set<Phase> {
        var settled = selected.union(measured)
        let born: Phase = shape.evolution == .betweenRounds ? .base : .evolved
        if planned.contains(.parents), planned.contains(born) { settled.insert(.parents) }
        return settled
    }
}
