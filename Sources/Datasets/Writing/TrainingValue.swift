/// A number a selection computed for a pair or a response.
package struct TrainingValue: Sendable, Hashable {
    package let name: String
    /// Finite.
    package let value: Double

    package init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}
