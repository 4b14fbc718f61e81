import Foundation
import Glibc
import TestSupport
import Testing

extension KillPoint.Place {
    /// Starts a process with `start` and kills it here, or what it trains with. False where it came to its end before.
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
        case .following(let call, let since, let number):
            process = try start(try CrashPoint.killing(call, after: true, number: max(1, Int(Double(number) * patience)), since: since))
        case .moment(let share):
            let bytes = Int(share * Double(base.counted) * patience)
            process = try start([:])
            await process.send(SIGKILL) { run.counted >= bytes }
        case .asked(let line, let share):
            let bytes = Int(Double(try base.bytes(through: line, share: share)) * patience)
            process = try start([:])
            await process.send(SIGKILL) { run.counted >= bytes }
        case .training(let round, let victims):
            process = try start([:])
            let attempt = Attempt(run, round)
            #expect(await Waiting.until(limit: 600) { attempt.trainer != nil || process.hasEnded })
            victims.kill(process, attempt)
        case .attempt(let call, let after, let round):
            process = try start(try CrashPoint.killing(call, after: after, number: 1, attempt: Attempt(run, round).first))
        }
        let outcome = await process.outcome()
        if outcome.end == .exited(0) { return isHarmless }
        if case .exited(3) = outcome.end, !takesSelfplay {
            #expect(outcome.errors.contains("the trainer (attempt 1) "), "\(outcome.errors)")
            return true
        }
        #expect(takesSelfplay && outcome.end == .killed(signal: SIGKILL), "\(outcome.end) \(outcome.errors)")
        return true
    }

    /// A supervisor that is killed once it has written how its trainer ended is not missed.
    private var isHarmless: Bool {
        if case .attempt("rename exit", after: true, _) = self { true } else { false }
    }

    private var takesSelfplay: Bool {
        switch self {
        case .attempt, .training(_, .supervisor), .training(_, .trainer): false
        default: true
        }
    }

    /// The trainers are out of danger: each of them starts once, however often selfplay is killed.
    var sparesTrainers: Bool {
        switch self {
        case .training(_, .selfplay), .following: true
        case .call(let call, _, _): !call.hasPrefix("mkdir")
        // A trainer that was started and has not reached its lock yet is started anew.
        case .training, .attempt, .anyCall, .moment, .asked: false
        }
    }
}

extension KillPoint.Victims {
    fileprivate func kill(_ process: SelfplayProcess, _ attempt: Attempt) {
        switch self {
        case .selfplay: process.send(SIGKILL)
        case .selfplayAndSupervisor:
            process.send(SIGKILL)
            attempt.kill(attempt.supervisor)
        case .supervisor: attempt.kill(attempt.supervisor)
        case .selfplayAndTrainer:
            process.send(SIGKILL)
            attempt.kill(attempt.trainer)
        case .trainer: attempt.kill(attempt.trainer)
        }
    }
}
