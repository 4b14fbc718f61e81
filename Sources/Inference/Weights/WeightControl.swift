/// Gives one running policy server other weights, without restarting it.
///
/// All functions throw `BackendError` with one sentence that names the route and, where it is missing, what to start the server with.
/// All are idempotent: a run that was killed in the middle calls them again. The caller sends no other request meanwhile, and checks
/// with `WeightCheck` afterwards what the server really answers with.
package protocol WeightControl: Sendable {
    /// Returns when requests that name `weights.model` are answered with these weights and with nothing cached of others.
    func load(_ weights: ServedWeights) async throws

    /// Tells the server that these weights are not asked for again. Where a server keeps only one set this does nothing.
    func retire(_ weights: ServedWeights) async throws
}
