/// The rounds whose pairs get into a training set.
package enum EmittedRounds: Sendable, Hashable {
    case this
    case all
    /// This one and those before it, so many in all; at least 1.
    case last(Int)
}
