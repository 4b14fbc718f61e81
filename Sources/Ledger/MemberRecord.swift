/// A response in a selection of responses.
package struct MemberRecord: Sendable, Hashable {
    package var responseID: Int64
    /// What the selection ranked it by; finite.
    package var reward: Double
    /// Nil: neither accepted nor rejected.
    package var isAccepted: Bool?
    package var weight: Double?
    /// Among its prompt's responses, from 1, best first.
    package var rank: Int

    package init(responseID: Int64, reward: Double, isAccepted: Bool?, weight: Double?, rank: Int) {
        self.responseID = responseID
        self.reward = reward
        self.isAccepted = isAccepted
        self.weight = weight
        self.rank = rank
    }
}
