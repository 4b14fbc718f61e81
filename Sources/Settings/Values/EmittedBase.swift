/// Which pairs of the prompts as they were sampled get into a training set.
package enum EmittedBase: String, Sendable, Hashable, CaseIterable {
    case all
    /// Those the selection keeps.
    case kept
}
