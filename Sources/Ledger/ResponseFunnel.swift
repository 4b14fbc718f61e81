/// What became of the planned responses of a round: usable ones and, by reason, the others. All together they are what was planned.
package struct ResponseFunnel: Sendable, Hashable {
    package var planned: Int
    package var usable: Int
    /// `pending` while the round goes on; `empty`, `truncated`, `too_long`, `not_finite`, `unrewarded`, `unscorable`,
    /// `sample_failed`, or the reason a whole prompt was left out.
    package var reasons: [(reason: String, count: Int)]

    package init(planned: Int, usable: Int, reasons: [(reason: String, count: Int)]) {
        self.planned = planned
        self.usable = usable
        self.reasons = reasons
    }

    package static func == (a: ResponseFunnel, b: ResponseFunnel) -> Bool {
        a.planned == b.planned && a.usable == b.usable && a.reasons.elementsEqual(b.reasons) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(planned)
        hasher.combine(usable)
        for (reason, count) in reasons {
            hasher.combine(reason)
            hasher.combine(count)
        }
    }
}
