/// A reward whose replies may come hours after its requests: both are pure, so that the second half needs nothing of the first but the work itself.
package protocol DeferredReward: Sendable {
    /// The wire contract, recorded with every reward.
    var contract: String { get }
    /// The model that is asked.
    var model: String { get }
    /// Whether the responses of a prompt are asked about together, or each by itself.
    var batching: RewardBatching { get }
    /// Most tokens of a reply.
    var maxTokens: Int { get }

    /// The bodies of the requests for `/v1/chat/completions`, without fields that were refused; none where the answer is clear without asking.
    func bodies(for request: RewardRequest, leavingOut fields: Set<String>) throws(BackendError) -> [[UInt8]]

    /// What the lines, one for each body in the same order, say.
    func answer(_ lines: [BatchLine], to request: RewardRequest, leftOut fields: Set<String>) -> RewardAnswer
}
