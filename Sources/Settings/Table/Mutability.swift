/// What a key may do once a run has started.
package enum Mutability: String, Sendable, Hashable, CaseIterable {
    /// May change at any start: it does not touch what is measured.
    case free
    /// May grow: what is new becomes missing facts.
    case additive
    /// Never changes: everything recorded depends on it.
    case fixed
}
