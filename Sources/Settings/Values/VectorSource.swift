/// Where the similarity of two answers comes from.
package enum VectorSource: String, Sendable, Hashable, CaseIterable {
    case text
    case embedding
}
