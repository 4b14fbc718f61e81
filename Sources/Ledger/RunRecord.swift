/// What a ledger says of its run.
package struct RunRecord: Sendable, Hashable {
    package var name: String
    package var seed: Int64
    package var createdAt: Double
    /// The version of selfplay that began it.
    package var createdBy: String

    package init(name: String, seed: Int64, createdAt: Double, createdBy: String) {
        self.name = name
        self.seed = seed
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}
