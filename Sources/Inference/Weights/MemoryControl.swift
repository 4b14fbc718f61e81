/// Lends the memory of one running server to a trainer and takes it back.
///
/// All functions throw `BackendError` like those of `WeightControl`, and may be called again.
package protocol MemoryControl: Sendable {
    /// Returns when the server has given its memory free. It answers no requests from then on.
    func release() async throws

    /// Returns when the server has its memory back and answers again, with the weights of before.
    func restore() async throws
}
