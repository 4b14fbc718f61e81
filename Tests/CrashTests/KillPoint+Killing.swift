import Glibc
import TestSupport
import Testing

extension KillPoint.Place {
    /// Starts a process with `start` and kills it here. False where it came to its end before.
    ///
    /// - Parameter patience: the share of the place's number at which to kill; less than 1 where a run may make fewer calls than another.
    func kill(
        _ run: Quickstart,
        _ base: Uninterrupted,
        patience: Double = 1,
        _ start: ([String: String]) throws -> SelfplayProcess
    ) async throws -> Bool {
        let process: SelfplayProcess
        switch self {
        case .call(let call, let after, let share):
            let number = 1 + Int(share * Double(base.count(call)) * patience)
            process = try start(try CrashPoint.killing(call, after: after, number: number))
        case .anyCall(let after, let share):
            let before = base.trace.prefix(1 + Int(share * Double(base.trace.count) * patience))
            let call = try #require(before.last)
            process = try start(try CrashPoint.killing(call, after: after, number: before.count { $0 == call }))
        case .moment(let share):
            let bytes = Int(share * Double(base.counted) * patience)
            process = try start([:])
            await process.send(SIGKILL) { run.counted >= bytes }
        }
        let outcome = await process.outcome()
        if outcome.end == .exited(0) { return false }
        #expect(outcome.end == .killed(signal: SIGKILL), "\(outcome.errors)")
        return true
    }
}
