/// Two responses of a prompt that are to be annotated; which is better is not known yet.
package struct AnnotationPair: Sendable, Hashable {
    /// The prompt's position in the table.
    package let prompt: Int
    /// The responses' indices in the table, the earlier sample first.
    package let first: Int
    package let second: Int
    /// The magnitude of the difference of their implicit rewards.
    package let implicitMargin: Double
}
