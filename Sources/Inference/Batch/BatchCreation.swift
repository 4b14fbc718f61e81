/// What became of a request to create a batch.
package enum BatchCreation: Sendable, Hashable {
    case created(BatchObject)
    /// Too many tokens wait in the account's batches: the server's words. Nothing was created; later it will be.
    case enqueuedLimit(String)
}
