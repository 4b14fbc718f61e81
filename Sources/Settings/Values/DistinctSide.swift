/// On which side of a prompt's pairs no answer stands twice.
package enum DistinctSide: String, Sendable, Hashable, CaseIterable {
    case none
    case chosen
    case rejected
    case both
}
