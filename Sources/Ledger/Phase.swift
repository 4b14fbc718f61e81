/// Which prompts of a round an answer belongs to.
package enum Phase: String, Sendable, Hashable, CaseIterable {
    /// The round's sampled prompts.
    case base
    /// The rewrites made in this round.
    case evolved
    /// The prompts that are rewritten in this round; they are not answered in this phase.
    case parents
    /// The held-out prompts, answered by the weights the run began with (round 1 only).
    case baseline
    /// The held-out prompts, answered by the weights this round's training made.
    case heldOut = "held_out"

    /// What a tally's kind ends in for this phase: nothing for base.
    package var suffix: String { self == .base ? "" : ":" + rawValue }

    /// The failure stage of sampling in this phase.
    package var sampleStage: String { "sample" + suffix }

    /// Answers of these phases are trained on, so their log-probs are measured.
    package static let trained: [Phase] = [.base, .evolved]

    /// Answers of these phases measure the policy, and no training set ever holds them.
    package static let measured: [Phase] = [.baseline, .heldOut]

    /// Fixed by the first migration for the phases it knew; the names of the later ones are looked up.
    var fixedKey: Int64? {
        switch self {
        case .base: ReservedName.base.rawValue
        case .evolved: ReservedName.evolved.rawValue
        case .parents, .baseline, .heldOut: nil
        }
    }
}
