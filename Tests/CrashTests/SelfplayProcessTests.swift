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
}
