/// What a run's rounds consist of, by its configuration.
package struct RoundShape: Sendable, Hashable {
    package enum Evolution: Sendable, Hashable {
        case none
        /// Rewrites are made in the round whose answers chose their parents.
        case withinRound
        /// The parents are all prompts of the round, planned with it.
        case everything
        /// Rewrites are made at the start of the next round.
        case betweenRounds
    }

    package var evolution: Evolution
    package var trains: Bool
    package var hasHeldOut: Bool
    /// Whether an evaluation command is due after this round.
    package var evaluates: Bool

    package init(evolution: Evolution, trains: Bool, hasHeldOut: Bool, evaluates: Bool) {
        self.evolution = evolution
        self.trains = trains
        self.hasHeldOut = hasHeldOut
        self.evaluates = evaluates
    }
}
