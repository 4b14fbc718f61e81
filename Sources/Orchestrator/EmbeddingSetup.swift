/// How responses become vectors.
package struct EmbeddingSetup: Sendable, Hashable {
    package var model: String
    /// Responses a request at first; a server that takes fewer is asked for fewer.
    package var batch: Int
}
