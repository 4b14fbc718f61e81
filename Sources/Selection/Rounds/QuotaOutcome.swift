/// What a quota could keep, and kept.
package struct QuotaOutcome: Sendable, Hashable {
    package let name: String
    /// The most it may keep.
    package let slots: Int
    /// Pairs that belong to it.
    package let pairs: Int
    package let kept: Int
}
