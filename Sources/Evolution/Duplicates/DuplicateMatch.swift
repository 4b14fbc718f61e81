/// A known text that another one repeats.
package enum DuplicateMatch: Sendable, Hashable {
    /// Equal but for case and white space. Texts count from 0, as they were inserted.
    case exact(text: Int)
    /// Of a Jaccard similarity of at least the threshold.
    case near(text: Int, similarity: Double)
}
