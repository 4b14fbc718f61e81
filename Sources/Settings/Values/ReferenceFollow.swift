/// What later rounds are measured against.
package enum ReferenceFollow: String, Sendable, Hashable, CaseIterable {
    /// The same model in every round.
    case fixed
    /// The policy of the round before.
    case rolling
}
