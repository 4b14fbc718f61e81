/// A count of facts.
package struct TallyEntry: Sendable, Hashable {
    package var round: Int
    /// `prompt`, `response`, `reward`, `logprob`, `failed:STAGE`, `pair`, `pair_kept`, …
    package var kind: String
    package var reason: String
    package var count: Int

    package init(round: Int, kind: String, reason: String, count: Int) {
        self.round = round
        self.kind = kind
        self.reason = reason
        self.count = count
    }
}
