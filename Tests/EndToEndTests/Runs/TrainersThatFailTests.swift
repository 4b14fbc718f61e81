import Foundation
import TestSupport
import Testing

@Suite("A trainer that fails stops the run with a sentence, and the run goes on once it is mended")
struct TrainersThatFailTests {
    /// A trainer that does something wrong, and what is said of it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// `trainer.command`, and the other keys of the section.
        let command: String
        var settings = ""
        let sentence: String
        /// What its log holds in the end.
        let log: String
    }

    private static let faults = [
        Fault(
            testDescription: "exits non-zero",
            command: "[sh, -c, 'echo reading; echo no module named trl >&2; exit 7', sh, '{output}']",
            sentence: "ended with exit code 7; its output is in",
            log: "reading\nno module named trl\n"
        ),
        Fault(
            testDescription: "is killed",
            command: "[sh, -c, 'echo allocating; kill -KILL $$', sh, '{output}']",
            sentence: "was ended by signal 9 (Killed), perhaps for want of memory; its output is in",
            log: "allocating\n"
        ),
        Fault(
            testDescription: "hangs past its time-out",
            command: "[sh, -c, 'echo step 1; exec tail -f /dev/null', sh, '{output}']",
            settings: ", timeout: 1",
            sentence: "was ended after 1 s (trainer.timeout); its output is in",
            log: "step 1\n"
        ),
        Fault(
            testDescription: "writes nothing",
            command: "[sh, -c, 'echo saved elsewhere', sh, '{output}']",
            sentence: "ended with exit code 0 but wrote nothing to",
            log: "saved elsewhere\n"
        ),
        Fault(
            testDescription: "prints without end",
            command: "[sh, -c, 'exec yes ha', sh, '{output}']",
            settings: ", log_limit: 100000",
            sentence: "was ended because it wrote more than 100000 bytes of output (trainer.log_limit); its output is in",
            log: String(repeating: "ha\n", count: 33_334).prefix(100_000).description
        ),
    ]

    @Test("one that", arguments: faults)
    func fails(_ fault: Fault) async throws {
        let place = try Workplace()
        try await expectMended(place, fault)
    }

    /// The real thing, above the limit that is set unless the configuration sets another.
    @Test(
        "one that prints a gigabyte",
        .enabled(if: ProcessInfo.processInfo.environment["SELFPLAY_CRASH_POINTS"] != nil, "long form: set SELFPLAY_CRASH_POINTS")
    )
    func gigabyte() async throws {
        let fault = Fault(
            testDescription: "prints a gigabyte",
            command: "[sh, -c, 'yes 0123456789abcde | head -c 1073741824', sh, '{output}']",
            sentence: "was ended because it wrote more than 536870912 bytes of output (trainer.log_limit); its output is in",
            log: ""
        )
        let place = try Workplace()
        try await expectMended(place, fault)
        let log = place.path + "/run/models/round-001.attempt-1/output.log"
        let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
        #expect(size == 536_870_912)
    }

    @Test("one that cannot be started")
    func missing() async throws {
        let place = try Workplace()
        let fault = Fault(
            testDescription: "",
            command: "[no-such-trainer, '{output}']",
            sentence: "cannot be started: no folder of PATH has a program no-such-trainer: install it, or give its path",
            log: ""
        )
        try await expectMended(place, fault)
    }

    private func expectMended(_ place: Workplace, _ fault: Fault) async throws {
        let trainer = "\nrounds: 2\ntrainer: {command: \(fault.command)\(fault.settings)}\n"
        try place.write("config.yaml", Settings.playground.replacing("policy: {", with: "policy: {backend: playground, ") + trainer)
        let stopped = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(stopped.exitCode == 3, "\(stopped.errors)")
        let told = stopped.errors.split(separator: "\n").filter { $0.contains("the trainer (attempt 1)") }
        #expect(told.count == 1 && told.first?.contains("the trainer (attempt 1) \(fault.sentence)") == true, "\(stopped.errors)")
        if !fault.log.isEmpty { #expect(try place.read("run/models/round-001.attempt-1/output.log") == fault.log) }
        #expect(!place.has("run/models/round-001"))

        let program = try SelfplayProcess.executable
        let mended = "['\(program)', playground-train, --data, '{dataset}', --init, '{policy}', --output, '{output}']"
        let set = "trainer.command=\(mended)"
        let resumed = try await place.selfplay("resume", "run", "--set", set, "--set", "trainer.timeout=600")
        #expect(resumed.exitCode == 0, "\(resumed.errors)")
        if !fault.log.isEmpty { #expect(try place.read("run/models/round-001.attempt-1/output.log") == fault.log) }
        #expect(place.has("run/models/round-001/model/weights.bin") && place.has("run/models/round-002/model/weights.bin"))
    }
}
