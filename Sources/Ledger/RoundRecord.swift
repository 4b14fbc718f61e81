/// A round as the ledger knows it.
package struct RoundRecord: Sendable, Hashable {
    package var round: Int
    package var policy: String
    package var reference: String?
    /// Which weights answered: empty for those the run began with, else the label of a training, `round-002`.
    package var weightVersion: String
    /// The reference's weights, by the same rule.
    package var referenceVersion: String
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
        referenceVersion: String = "",
        firstResponse: Int64,
        startedAt: Double,
        closedAt: Double?
    ) {
        self.round = round
        self.policy = policy
        self.reference = reference
        self.weightVersion = weightVersion
        self.referenceVersion = referenceVersion
        self.firstResponse = firstResponse
        self.startedAt = startedAt
        self.closedAt = closedAt
    }
}
