/// What a user may say next.
package struct Followups: Sendable, Hashable {
    /// Of one whom the response helped.
    package let positive: [String]
    /// Of one whom it did not.
    package let negative: [String]

    /// Throws `misconfigured` where a list is empty or holds a blank text.
    package init(positive: [String], negative: [String]) throws(BackendError) {
        guard !positive.isEmpty, !negative.isEmpty else {
            throw BackendError(.misconfigured, "followup.positive and followup.negative need at least one text each")
        }
        guard (positive + negative).allSatisfy({ !$0.allSatisfy(\.isWhitespace) }) else {
            throw BackendError(.misconfigured, "a text of followup.positive or followup.negative is blank: remove it")
        }
        self.positive = positive
        self.negative = negative
    }
}
