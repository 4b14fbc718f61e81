/// A response as a vector.
package struct EmbeddingFact: Sendable, Hashable {
    package var responseID: Int64
    package var model: String
    /// Finite, and of the length that all vectors of the model have.
    package var vector: [Float]

    package init(responseID: Int64, model: String, vector: [Float]) {
        self.responseID = responseID
        self.model = model
        self.vector = vector
    }
}
