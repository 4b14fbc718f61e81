import Ledger

/// How long selfplay has worked on a run: this process, and all before it.
struct SessionClock: Sendable {
    private let id: Int64
    private let earlier: Double
    private let start = RunClock.monotonic

    /// Blocks.
    init(_ ledger: Ledger) throws {
        earlier = try ledger.secondsWorked()
        id = try ledger.beginSession(at: RunClock.wall)
    }

    /// Seconds in all.
    var worked: Double { earlier + RunClock.monotonic - start }

    /// Notes it in the ledger. Blocks.
    func note(_ ledger: Ledger) throws {
        try ledger.noteSession(id, seconds: RunClock.monotonic - start)
    }

    /// Why the run is to stop; nil while there is time.
    func reached(_ hours: Double?) -> String? {
        guard let hours, worked >= hours * 3600 else { return nil }
        return
            "budget.hours: \(Rounded.text(worked / 3600)) of \(Rounded.text(hours)) hours are worked: set a higher cap, or resume without one (--set)"
    }
}
