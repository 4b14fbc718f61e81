import Foundation
import Glibc
import Platform
import Testing

@testable import Orchestrator

/// Deaths of everyone involved. A trainer rings when it works and waits for word on a pipe.
@Suite(.serialized) struct TrainerSurvivalTests {
    private let place: TrainingPlace
    private let ready: Doorbell
    private let go: Doorbell
    private let notices = Notices()

    init() throws {
        place = try TrainingPlace()
        ready = Doorbell(place.path + "/ready")
        go = Doorbell(place.path + "/go")
    }

    /// Notes each start, and succeeds once told to.
    private let script = "echo start >> starts; echo before; echo > ready; read word < go; echo after; echo w > \"$1\""

    private func tellToGo() {
        FileHandle(forWritingAtPath: go.path)?.write(Data("go\n".utf8))
    }

    private func run(_ spec: TrainerSpec) async throws -> TrainingResult {
        try await place.handoff.run(spec, notice: notices.add)
    }

    @Test func whoStopsWaitingLeavesTheTrainerAtWorkAndALaterStartAdoptsIt() async throws {
        let spec = try place.trainer(script)
        let first = Task { try await run(spec) }
        #expect(await ready.rings())
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        let situation = try await place.handoff.survey()
        #expect(situation.attempts.map(\.isLocked) == [true])

        // A terminal that hangs up is nothing to it.
        let supervisor = try #require(place.supervisor(1))
        kill(supervisor, SIGHUP)
        // It goes on once it is adopted: what it writes then is told.
        let result = try await place.handoff.run(spec) { notice in
            notices.add(notice)
            if case .adopted = notice { tellToGo() }
        }
        #expect(result.attempt == 1)
        #expect(place.text(place.path + "/starts") == "start\n")
        #expect(notices.lines.contains("after"))
        #expect(place.processes == [])
    }

    @Test func aKilledLaunchersTrainerIsAdopted() async throws {
        let folder = place.attempt(1)
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(null) }
        let launcher = try ProcessStart(
            arguments: [
                "/bin/sh", "-c", "\"$@\" & wait", "launcher", "/usr/bin/setsid", try TrainingPlace.program, "supervise", "--attempt",
                folder.path,
                "--timeout", "60", "--log-limit", "100000", "--directory", place.path, "--", "/bin/sh", "-c", script, "trainer",
                folder.model,
            ],
            environment: ["MARK": place.mark],
            input: null,
            output: null,
            errors: null
        ).start()
        #expect(await ready.rings())
        kill(-launcher, SIGKILL)
        #expect(ProcessEnd.reap(launcher) == .signalled(SIGKILL))

        // It goes on once it is adopted: what it writes then is told.
        let result = try await place.handoff.run(try place.trainer("exit 1")) { notice in
            notices.add(notice)
            if case .adopted = notice { tellToGo() }
        }
        #expect(result.attempt == 1)
        #expect(place.text(place.path + "/starts") == "start\n")
        #expect(notices.lines == ["before", "after"])
        #expect(place.processes == [])
    }

    @Test func aKilledSupervisorTakesItsTrainerWithItAndAllThatStarted() async throws {
        let child = "setsid sh -c 'trap \"\" TERM; while :; do sleep 1; done' & (while :; do sleep 1; done) & "
        let spec = try place.trainer(child + script)
        let training = Task { try await run(spec) }
        #expect(await ready.rings())
        kill(try #require(place.supervisor(1)), SIGKILL)
        let failure = await #expect(throws: TrainingFailure.self) { try await training.value }
        #expect(failure?.exit.reason == .lost)
        #expect(failure?.message.hasPrefix("the trainer (attempt 1) is gone without a word") == true)
        #expect(place.processes == [])

        tellToGo()
        #expect(try await run(spec).attempt == 2)
        #expect(TrainerExit(json: Array(place.text(place.attempt(1).exit).utf8))?.reason == .lost)
        #expect(place.processes == [])
    }

    @Test(.timeLimit(.minutes(5))) func withoutAnyoneWaitingAKilledSupervisorStillTakesAllWithIt() async throws {
        let spec = try place.trainer("setsid sh -c 'trap \"\" TERM; while :; do sleep 1; done' & " + script)
        let training = Task { try await run(spec) }
        #expect(await ready.rings())
        training.cancel()
        _ = await training.result
        // The child that the shell put into the background may still be on its way to being a program.
        var all = place.processes
        while all.count < 4 { all = place.processes }
        kill(try #require(place.supervisor(1)), SIGKILL)
        for process in all { #expect(await ProcessLife.ends(process)) }
        #expect(RunLock.holder(at: place.attempt(1).lock) == nil)
    }

    @Test func withItsGuardKilledTooTheNextStartEndsWhatIsLeftBeforeItBegins() async throws {
        // The grandchild has closed all it inherited, the lock too: only its variables tell whose it is.
        let grandchild = "setsid sh -c 'exec 3>&-; trap \"\" TERM; while :; do sleep 1; done' & "
        let spec = try place.trainer(grandchild + script)
        let training = Task { try await run(spec) }
        #expect(await ready.rings())
        training.cancel()
        _ = await training.result
        let program = try TrainingPlace.program
        let ours = place.processes.filter { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/exe")) == program }
        #expect(ours.count == 2)
        for process in ours { kill(process, SIGSTOP) }
        for process in ours { kill(process, SIGKILL) }
        for process in ours { #expect(await ProcessLife.ends(process)) }
        let orphans = place.processes
        #expect(!orphans.isEmpty)

        let again = Task { try await run(spec) }
        #expect(await ready.rings())
        for orphan in orphans { #expect(await ProcessLife.ends(orphan)) }
        tellToGo()
        #expect(try await again.value.attempt == 2)
        #expect(place.processes == [])
    }

    @Test func aTrainingCanBeEndedFromOutside() async throws {
        let spec = try place.trainer("trap '' TERM; (trap '' TERM; while :; do sleep 1; done) & " + script)
        let training = Task { try await run(spec) }
        #expect(await ready.rings())
        #expect(try await place.handoff.kill() == 1)
        let failure = await #expect(throws: TrainingFailure.self) { try await training.value }
        #expect(failure?.exit.reason == .killed)
        #expect(place.processes == [])
        #expect(try await place.handoff.kill() == nil)
    }

    @Test func aSupervisorThatComesAfterItsAttemptWasGivenUpDoesNothing() async throws {
        // A launcher died between making the folder and starting the supervisor.
        try FileManager.default.createDirectory(atPath: place.attempt(1).path, withIntermediateDirectories: true)
        let training = Task { try await run(try place.trainer(script)) }
        #expect(await ready.rings())
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(null) }
        let late = try ProcessStart(
            arguments: [try TrainingPlace.program, "supervise", "--attempt", place.attempt(1).path, "--", "/bin/sh", "-c", script],
            directory: place.path,
            input: null,
            output: null,
            errors: null
        ).start()
        #expect(await ProcessLife.ends(late))
        #expect(ProcessEnd.reap(late) == .exited(0))
        tellToGo()
        #expect(try await training.value.attempt == 2)
        #expect(place.text(place.path + "/starts") == "start\n")
    }
}
