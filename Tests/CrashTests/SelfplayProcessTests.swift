import Glibc
import TestSupport
import Testing

@Suite("The process helper")
struct SelfplayProcessTests {
    @Test("catches both outputs and the exit code")
    func outputs() async throws {
        let folder = try ScratchFolder()
        let good = try await SelfplayProcess.run(["--version"], directory: folder.path)
        #expect(good.end == .exited(0))
        #expect(good.output.hasSuffix("\n") && good.errors.isEmpty)
        let bad = try await SelfplayProcess.run(["run", "missing.yaml"], directory: folder.path)
        #expect(bad.exitCode == 2)
        #expect(bad.output.isEmpty && bad.errors.contains("missing.yaml"))
    }

    @Test("tells a killed process from one that exited")
    func killed() async throws {
        let folder = try ScratchFolder()
        let process = try SelfplayProcess(["run", ProjectFolder.quickstart], directory: folder.path)
        process.send(SIGKILL)
        let outcome = await process.outcome()
        #expect(outcome.end == .killed(signal: SIGKILL) && outcome.exitCode == nil)
        #expect(process.hasEnded)
    }

    @Test("leaves no pipe of the tests open in the program")
    func pipes() async throws {
        let run = try Quickstart(concurrency: 1, overrides: ["playground.delay=100"])
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let process = try run.run()
        #expect(await Waiting.until { run.counted > 0 || process.hasEnded })
        close(ends[1])
        var end = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        #expect(poll(&end, 1, 0) == 1, "somebody still holds the end that writes")
        #expect(!process.hasEnded)
    }
}
