/// How many responses one reward request carries.
package enum RewardBatching: Sendable, Hashable {
    /// One request a response.
    case single
    /// One request for all responses of one prompt that wait for a reward.
    case list
}
