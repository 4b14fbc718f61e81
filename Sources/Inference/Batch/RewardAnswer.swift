/// What the lines of a batch brought for a request for rewards.
package enum RewardAnswer: Sendable, Hashable {
    /// One for each response of the request, in order.
    case values([RewardValue])
    /// The model refuses this field of the requests.
    case refusedField(String)
    case failed(BackendError)
}
