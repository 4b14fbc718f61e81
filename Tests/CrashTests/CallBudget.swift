/// How many calls a run may make in all its lives: what is planned, and once more what was in flight at a kill.
///
/// In flight at a kill is what its life asked for and had not committed: calls under way, and facts that waited for the recorder.
struct CallBudget {
    /// Facts that may wait before the round sends nothing new (`RoundMachine.mostWaitingFacts`), and facts of one commit.
    static let mostWaiting = 1023 + 256

    let planned: Calls
    /// The most items of all kinds in flight: the sum over stages of concurrency times the items of a call.
    let mostInFlight: Int
    private var asked = Calls()
    private var committed = Calls()
    private(set) var lost = Calls()
    private(set) var violations: [String] = []

    init(planned: Calls, mostInFlight: Int) {
        self.planned = planned
        self.mostInFlight = mostInFlight
    }

    /// A life was killed: `asked` so far in all lives, `committed` what the ledger holds.
    mutating func killed(asked: Calls, committed: Calls) {
        let lost = (asked - self.asked) - (committed - self.committed)
        for (kind, count) in lost.byKind where count < 0 { violations.append("\(-count) \(kind) were recorded that nobody asked for") }
        for (kind, count) in (committed - self.committed).byKind where count < 0 {
            violations.append("\(-count) committed \(kind) are gone")
        }
        if lost.total > Self.mostWaiting + mostInFlight { violations.append("more was in flight than may be: \(lost)") }
        self.asked = asked
        self.committed = committed
        self.lost = self.lost + lost
    }

    /// The last life ended by itself: `asked` in all lives, `committed` what the ledger holds.
    mutating func ended(asked: Calls, committed: Calls) {
        if committed != planned { violations.append("planned are \(planned); recorded are \(committed)") }
        for ((kind, count), allowed) in zip(asked.byKind, (planned + lost).byKind) where count > allowed.count {
            violations.append("\(count) \(kind) were asked for; planned and in flight at the kills are only \(allowed.count)")
        }
    }
}
