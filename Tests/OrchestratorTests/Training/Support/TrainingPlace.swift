import Foundation
import Glibc
import Platform

@testable import Orchestrator

/// A folder for one test's training, and trainers that are small shell scripts.
final class TrainingPlace: Sendable {
    let path: String
    /// A value that every process of this test inherits in the variable MARK.
    let mark = UUID().uuidString

    init() throws {
        var template = Array("/tmp/selfplay-training-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for process in processes { kill(process, SIGKILL) }
        try? FileManager.default.removeItem(atPath: path)
    }

    var models: String { path + "/models" }
    func attempt(_ number: Int) -> AttemptFolder { AttemptFolder(path: models + "/round-001.attempt-\(number)") }

    var handoff: TrainerHandoff {
        get throws { TrainerHandoff(models: models, round: 1, program: try Self.program) }
    }

    /// The built program beside the tests' own.
    static var program: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let program = URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/selfplay"
            guard FileManager.default.isExecutableFile(atPath: program) else { throw CocoaError(.fileNoSuchFile) }
            return program
        }
    }

    /// A trainer in which `$1` is the output.
    func trainer(_ script: String, timeout: Double = 120, logLimit: Int = 1 << 20, grace: Double = 0.2) throws -> TrainerSpec {
        TrainerSpec(
            command: try CommandTemplate(["/bin/sh", "-c", script, "trainer", "{output}"], key: "trainer.command"),
            environment: ["MARK": mark],
            directory: path,
            timeout: timeout,
            logLimit: logLimit,
            grace: grace
        )
    }

    /// The processes that live and inherited the mark: found without the code under test.
    var processes: [Int32] {
        let ids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        return ids.filter { id in
            guard let bytes = FileManager.default.contents(atPath: "/proc/\(id)/environ") else { return false }
            return String(decoding: bytes, as: UTF8.self).contains("MARK=\(mark)")
        }
    }

    func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// The supervisor's id, as its lock's text tells.
    func supervisor(_ attempt: Int) -> Int32? {
        Int32(text(self.attempt(attempt).lock).trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
