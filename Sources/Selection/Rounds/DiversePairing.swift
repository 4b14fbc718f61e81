/// What the pairing `divpo` calls good, bad and rare (Lanchantin et al., Diverse Preference Optimization, arXiv 2501.18101).
package struct DiversePairing: Sendable, Hashable {
    /// Which of a prompt's responses may be chosen, and which rejected.
    package enum Pools: Sendable, Hashable {
        /// The best and the worst `max(1, floor(share * n))` of n by reward, equal rewards by sample; above 0 and at most 0.5, so that
        /// no response is in both.
        case share(Double)
        /// Rewards of at least the number, and those below it.
        case threshold(Double)
    }

    /// How rare a response is.
    package enum Measure: Sendable, Hashable {
        /// Minus its log-probability under the policy a token: unlikely is rare.
        case rarity
        /// One minus the cosine between its vector and the mean vector of all of the prompt's responses: unlike is rare.
        case distance(vectors: String)
    }

    package var pools: Pools
    package var measure: Measure

    package init(pools: Pools = .share(0.25), measure: Measure = .rarity) {
        self.pools = pools
        self.measure = measure
    }

    /// One sentence on what is wrong with the numbers; nil when nothing is.
    package var problem: String? {
        switch pools {
        case .share(let share):
            share > 0 && share <= 0.5 ? nil : "divpo has the share \(share): it must be above 0 and at most 0.5"
        case .threshold(let threshold):
            threshold.isFinite ? nil : "divpo has the threshold \(threshold): it must be a finite number"
        }
    }
}
