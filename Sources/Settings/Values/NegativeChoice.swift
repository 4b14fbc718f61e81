/// Which answers stand against a prompt's best.
package enum NegativeChoice: String, Sendable, Hashable, CaseIterable {
    case bottom
    case clusters
    case coverage
}
