import Foundation
import Glibc
import Testing

@testable import Orchestrator

/// Hooks, evaluations, restarts of servers.
@Suite(.serialized) struct CommandRunnerTests {
    private let place: TrainingPlace
    private let ready: Doorbell

    init() throws {
        place = try TrainingPlace()
        ready = Doorbell(place.path + "/ready")
    }

    private func command(_ script: String, timeout: Double = 60, grace: Double = 0.2) -> CommandSpec {
        var spec = CommandSpec(key: "hooks.round_finished", arguments: ["/bin/sh", "-c", script])
        spec.environment = ["MARK": place.mark]
        spec.directory = place.path
        spec.timeout = timeout
        spec.grace = grace
        return spec
    }

    @Test func inputGoesInAndOutputComesOut() async throws {
        var spec = command("pwd; cat; echo said >&2")
        // More than a pipe holds.
        let input = String(repeating: "0123456789", count: 30_000)
        spec.input = Array(input.utf8)
        let result = try await CommandRunner.run(spec)
        #expect(result.isSuccess && result.failure(of: spec) == nil)
        #expect(String(decoding: result.output, as: UTF8.self) == place.path + "\n" + input)
        #expect(result.errorTail == "said\n" && !result.isTruncated)
    }

    @Test func outputIsKeptUpToItsLimit() async throws {
        var spec = command("cat; printf 12345")
        spec.output = .captured(limit: 3)
        let result = try await CommandRunner.run(spec)
        #expect(result.output == Array("123".utf8) && result.isTruncated && result.isSuccess)
    }

    @Test func aFailureIsAResultWithASentence() async throws {
        let spec = command("echo first >&2; echo second >&2; exit 7")
        let result = try await CommandRunner.run(spec)
        #expect(result.end == .exited(7))
        #expect(
            result.failure(of: spec) == RunError(.resumable, "hooks.round_finished: /bin/sh ended with exit code 7:\n    first\n    second")
        )
        let killed = try await CommandRunner.run(command("kill -9 $$"))
        #expect(killed.failure(of: spec)?.message == "hooks.round_finished: /bin/sh was ended by signal 9 (Killed)")
    }

    @Test func aCommandThatRunsTooLongIsEndedWithItsGroup() async throws {
        let spec = command("(trap '' TERM; while :; do sleep 1; done) & trap '' TERM; while :; do sleep 1; done", timeout: 0.2)
        let result = try await CommandRunner.run(spec)
        #expect(result.isTimedOut && result.end == .signalled(SIGKILL))
        #expect(result.failure(of: spec)?.message == "hooks.round_finished: /bin/sh ran longer than 0.2 s and was ended")
        for process in place.processes { #expect(await ProcessLife.ends(process)) }
    }

    @Test func aCancelledCommandIsEndedWithItsGroup() async throws {
        let spec = command("(while :; do sleep 1; done) & echo > ready; wait")
        let task = Task { try await CommandRunner.run(spec) }
        #expect(await ready.rings())
        let all = place.processes
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        for process in all { #expect(await ProcessLife.ends(process)) }
    }

    @Test func aServerThatACommandLeavesBehindLivesOnAndHoldsNobodyUp() async throws {
        var spec = command("(echo > ready; while :; do sleep 1; done) & echo $!; echo up >&2")
        let result = try await CommandRunner.run(spec)
        #expect(await ready.rings())
        let server = try #require(Int32(String(decoding: result.output, as: UTF8.self).dropLast()))
        #expect(kill(server, 0) == 0)

        spec = command("(while :; do sleep 1; done) & exit 1")
        spec.output = .file(place.path + "/restart.log")
        let failed = try await CommandRunner.run(spec)
        #expect(failed.end == .exited(1))
        kill(-getpgid(server), SIGKILL)
        for process in place.processes { #expect(await ProcessLife.ends(process)) }
    }

    @Test func outputMayGoToAFile() async throws {
        let log = place.path + "/restart.log"
        _ = FileManager.default.createFile(atPath: log, contents: Data("before\n".utf8))
        var spec = command("echo out; echo err >&2; exit 2")
        spec.output = .file(log)
        let result = try await CommandRunner.run(spec)
        #expect(place.text(log) == "before\nout\nerr\n")
        #expect(result.errorTail == "out\nerr\n" && result.output == [])
        spec.output = .file(place.path + "/nowhere/log")
        await #expect(throws: RunError.self) { try await CommandRunner.run(spec) }
    }

    @Test func whatCannotBeStartedIsTold() async throws {
        let spec = CommandSpec(key: "evaluation.command", arguments: ["no-such-program"])
        let told = RunError(
            .resumable,
            "evaluation.command cannot be started: no folder of PATH has a program no-such-program: install it, or give its path"
        )
        await #expect(throws: told) { try await CommandRunner.run(spec) }
    }
}
