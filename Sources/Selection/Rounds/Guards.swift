/// What stops a pair of responses besides equal texts and rewards, and what a reward is charged before pairs are made.
package struct Guards: Sendable, Hashable {
    /// What becomes of responses that refuse; which ones do stands in the response column `refusal` (1 or 0).
    package enum Refusals: String, CaseIterable, Sendable {
        case allow
        /// A refusal is not chosen.
        case neverChosen = "never_chosen"
        /// A refusal is not rejected.
        case neverRejected = "never_rejected"
        /// A refusal is in no pair.
        case leaveOut = "leave_out"
    }

    /// Responses whose vectors have a cosine of at least this are the same answer in other words; nil: not looked at.
    package var nearIdentical: Double?
    /// The name of the vectors that decide it.
    package var nearIdenticalVectors: String
    /// The longer side has at most so many times the shorter side's tokens; at least 1. Nil: any.
    package var lengthRatio: Double?
    package var refusals: Refusals
    /// Is subtracted from the reward for every token; 0: nothing is.
    package var lengthPenalty: Double
    /// Pairs whose rewards differ by no more than this are ties, and candidates too, with the earlier sample as the chosen one: what
    /// trainers of ternary preferences ask for (Guo et al., arXiv 2411.02442). Nil: equal rewards make no pair.
    package var ties: Double?

    package static let none = Guards()

    package init(
        nearIdentical: Double? = nil,
        nearIdenticalVectors: String = "text",
        lengthRatio: Double? = nil,
        refusals: Refusals = .allow,
        lengthPenalty: Double = 0,
        ties: Double? = nil
    ) {
        self.nearIdentical = nearIdentical
        self.nearIdenticalVectors = nearIdenticalVectors
        self.lengthRatio = lengthRatio
        self.refusals = refusals
        self.lengthPenalty = lengthPenalty
        self.ties = ties
    }

    /// One sentence on what is wrong with the numbers; nil when nothing is.
    package var problem: String? {
        if let cosine = nearIdentical, !(cosine > 0 && cosine <= 1) {
            return "the guard against near-identical responses has the similarity \(cosine): it must be above 0 and at most 1"
        }
        if let ratio = lengthRatio, !(ratio >= 1 && ratio.isFinite) {
            return "the guard against unequal lengths has the ratio \(ratio): it must be a finite number of at least 1"
        }
        if !lengthPenalty.isFinite {
            return "the length penalty is \(lengthPenalty): it must be a finite number"
        }
        if let tolerance = ties, !(tolerance >= 0 && tolerance.isFinite) {
            return "the tolerance of ties is \(tolerance): it must be a finite number of at least 0"
        }
        return nil
    }

    /// Whether pairs have to be looked at one by one.
    var stopPairs: Bool {
        nearIdentical != nil || lengthRatio != nil || refusals != .allow
    }
}
