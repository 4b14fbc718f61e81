import Foundation
import Testing

@testable import Orchestrator

/// Rounds handed to small trainers, under the real program's supervisor. No test leaves a process behind.
@Suite(.serialized) struct TrainerHandoffTests {
    private let place: TrainingPlace
    private let notices = Notices()

    init() throws { place = try TrainingPlace() }

    private func run(_ spec: TrainerSpec) async throws -> TrainingResult {
        try await place.handoff.run(spec, notice: notices.add)
    }

    private func failure(_ spec: TrainerSpec) async -> TrainingFailure? {
        do {
            let result = try await run(spec)
            Issue.record("the training succeeded: \(result)")
        } catch let failure as TrainingFailure {
            return failure
        } catch {
            Issue.record("not a training failure: \(error)")
        }
        return nil
    }

    @Test func aTrainersModelStandsUnderTheRoundsNameOnceItIsWhole() async throws {
        let script = "echo one; echo two >&2; printf three; mkdir \"$1\"; ls \"$1/../..\" > names; echo $MARK > \"$1/weights\""
        let result = try await run(try place.trainer(script))
        #expect(result.attempt == 1 && result.exitCode == 0)
        #expect(result.model == place.models + "/round-001/model")
        #expect(place.text(result.model + "/weights") == place.mark + "\n")
        #expect(place.text(result.log) == "one\ntwo\nthree")
        #expect(result.finishedAt >= result.startedAt && abs(result.finishedAt - Date().timeIntervalSince1970) < 60)
        #expect(notices.lines == ["one", "two", "three"])
        #expect(notices.all.first == .started(attempt: 1, log: place.attempt(1).log))
        #expect(place.names(place.models) == ["round-001"])
        #expect(place.names(place.models + "/round-001") == ["exit", "lock", "model", "output.log"])
        #expect(place.text(place.path + "/names") == "round-001.attempt-1\n")
        #expect(place.processes == [])

        // Complete on disk, unknown to the ledger: found, not done again.
        #expect(try await run(try place.trainer("exit 1")) == result)
    }

    @Test func aFailureIsToldAndTheNextStartTriesAgain() async throws {
        let first = try place.trainer("mkdir \"$1\"; echo half > \"$1/weights\"; for i in 1 2 3 4 5 6; do echo line $i; done; exit 3")
        let failure = try #require(await failure(first))
        #expect(failure.exit.code == 3 && failure.exit.reason == .exited && failure.exit.attempt == 1)
        #expect(failure.runError.kind == .resumable)
        #expect(
            failure.message == """
                the trainer (attempt 1) ended with exit code 3; its output is in \(place.attempt(1).log):
                    line 2
                    line 3
                    line 4
                    line 5
                    line 6
                """
        )
        #expect(await self.failure(try place.trainer("mkdir \"$1\"; echo half > \"$1/weights\"; exit 4"))?.exit.attempt == 2)
        #expect(notices.all.contains(.earlierFailure(failure.message)))
        _ = await self.failure(try place.trainer("exit 5"))
        // Of half models the last one is kept to be looked at, and the logs all.
        #expect(place.names(place.attempt(1).path) == ["exit", "lock", "output.log"])
        #expect(place.names(place.attempt(2).path) == ["exit", "lock", "model", "output.log"])
        let result = try await run(try place.trainer("echo w > \"$1\""))
        #expect(result.attempt == 4)
        #expect(place.text(result.model) == "w\n")
        #expect(place.names(place.models) == ["round-001", "round-001.attempt-1", "round-001.attempt-2", "round-001.attempt-3"])
        #expect(place.names(place.attempt(2).path) == ["exit", "lock", "output.log"])
        #expect(place.processes == [])
    }

    @Test(arguments: ["true", "mkdir \"$1\"", "mkdir -p \"$1/a/b\"; : > \"$1/a/empty\""])
    func aTrainerThatWritesNothingHasFailed(_ script: String) async throws {
        let failure = try #require(await failure(try place.trainer(script)))
        let model = place.attempt(1).model
        #expect(
            failure.message.hasPrefix(
                "the trainer (attempt 1) ended with exit code 0 but wrote nothing to \(model): it must write the model to {output};"
            )
        )
    }

    @Test func aTrainerThatHangsIsEndedWithAllItStarted() async throws {
        let stubborn = "setsid sh -c 'trap \"\" TERM; while :; do sleep 1; done' & (trap '' TERM; while :; do sleep 1; done) & wait"
        let failure = try #require(await failure(try place.trainer(stubborn, timeout: 0.3)))
        #expect(failure.exit.reason == .timedOut && failure.exit.seconds >= 0.5)
        #expect(failure.message.hasPrefix("the trainer (attempt 1) was ended after 0.3 s (trainer.timeout); its output is in "))
        #expect(place.processes == [])
    }

    @Test func aTrainerMayEndWellWhenAskedTo() async throws {
        let polite = "trap 'echo saving; exit 0' TERM; while :; do sleep 0.01; done"
        let failure = try #require(await failure(try place.trainer(polite, timeout: 0.3, grace: 60)))
        #expect(failure.exit.reason == .timedOut && failure.exit.code == 0)
        // The shell may speak of its killed child before.
        #expect(notices.lines.last == "saving")
    }

    @Test func whatATrainerLeavesRunningIsEndedAndDoesNotHoldTheRoundUp() async throws {
        let result = try await run(try place.trainer("echo w > \"$1\"; (trap '' TERM; while :; do sleep 1; done) & exit 0"))
        #expect(result.attempt == 1)
        #expect(place.processes == [])
    }

    @Test func aTrainerThatWritesTooMuchIsEndedAndItsLogKept() async throws {
        let failure = try #require(await failure(try place.trainer("while :; do echo 0123456789; done", logLimit: 100_000)))
        #expect(failure.exit.reason == .logLimit)
        #expect(place.text(place.attempt(1).log).utf8.count == 100_000)
        #expect(failure.message.contains("because it wrote more than 100000 bytes of output (trainer.log_limit)"))
        #expect(place.processes == [])
    }

    @Test func aSignalIsNamed() async throws {
        let failure = try #require(await failure(try place.trainer("kill -KILL $$")))
        #expect(failure.exit.signal == 9 && failure.exit.code == nil)
        #expect(
            failure.message.hasPrefix(
                "the trainer (attempt 1) was ended by signal 9 (Killed), perhaps for want of memory; its output is in "
            )
        )
    }

    @Test func whatCannotBeStartedIsTold() async throws {
        var spec = try place.trainer("")
        spec.command = try CommandTemplate(["no-such-program"], key: "trainer.command")
        let missing = await failure(spec)?.message
        #expect(
            missing
                == "the trainer (attempt 1) cannot be started: no folder of PATH has a program no-such-program: install it, or give its path"
        )
        _ = FileManager.default.createFile(
            atPath: place.path + "/train.sh",
            contents: Data("#!/bin/sh\n".utf8),
            attributes: [.posixPermissions: 0o644]
        )
        spec.command = try CommandTemplate(["./train.sh"], key: "trainer.command")
        let locked = await failure(spec)?.message
        #expect(
            locked
                == "the trainer (attempt 2) cannot be started: \(place.path)/./train.sh is not executable: chmod +x, or name its interpreter first"
        )
    }

    @Test func aModelThatWasTakenAwayIsNotTrainedAgainSilently() async throws {
        let result = try await run(try place.trainer("echo w > \"$1\""))
        try FileManager.default.removeItem(atPath: result.model)
        await #expect(throws: RunError.self) { try await run(try place.trainer("echo w > \"$1\"")) }
    }

    @Test func valuesOfVariablesStandInNoCommandLineAndNoFile() async throws {
        var spec = try place.trainer("tr '\\0' ' ' < /proc/$PPID/cmdline; echo $SECRET > \"$1\"")
        spec.environment["SECRET"] = "the-secret-value"
        let result = try await run(spec)
        #expect(place.text(result.model) == "the-secret-value\n")
        #expect(notices.lines.joined().contains("supervise --attempt"))
        for name in ["exit", "lock", "output.log"] {
            #expect(!place.text(place.models + "/round-001/" + name).contains("the-secret-value"))
        }
    }
}
