/// Where a prompt came from.
package struct PromptOrigin: Sendable, Hashable {
    /// The source's place among the sources, from 0.
    package let source: Int
    /// The source's weight.
    package let weight: Double
}
