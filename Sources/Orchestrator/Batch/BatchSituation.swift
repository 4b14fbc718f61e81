/// What is known of a stage's batches beside their records.
package struct BatchSituation: Sendable, Hashable {
    /// The ledger may hold work that no batch carries.
    package var mayHaveWork = true
    /// Uploaded batches of which nobody knows whether they were started: the answer to that request was lost, or this process was not there.
    package var unsure: Set<Int> = []
    /// The provider takes no further batch for the time being.
    package var creationWaits = false
    /// Batches whose answers cannot be had at present: nothing is gained by asking again now.
    package var unobtainable: Set<Int> = []
    /// Why nothing new is sent any more; nil while all is well.
    package var stopReason: String?

    package init() {}
}
