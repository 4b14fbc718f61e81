/// A round as the ledger knows it.
package struct RoundRecord: Sendable, Hashable {
    package var round: Int
    package var policy: String
    package var reference: String?
    package var weightVersion: String
    /// No response of this round has a smaller id.
    package var firstResponse: Int64
    package var startedAt: Double
    package var closedAt: Double?

    package var isClosed: Bool { closedAt != nil }

    package init(
        round: Int,
        policy: String,
        reference: String?,
        weightVersion: String,
        firstResponse: Int64,
        startedAt: Double,
        closedAt: Double?
    ) {
        self.round = round
        self.policy = policy
        self.reference = reference
        self.weightVersion = weightVersion
        self.firstResponse = firstResponse
        self.startedAt = startedAt
        self.closedAt = closedAt
    }
}
