import Foundation
import TestSupport
import Testing

/// The quickstart run to its end without interruption: what every killed run has to end up with.
struct Uninterrupted: Sendable {
    let sets: TrainingSets
    let asked: Calls
    /// Size of the counter file in bytes.
    let counted: Int
    /// Its system calls on files in order, `CALL NAME`, as CrashPoint tells them apart.
    let trace: [String]

    /// The run at a concurrency; made once.
    static func at(concurrency: Int) async throws -> Uninterrupted {
        try await runs.at(concurrency)
    }

    /// How often it made a system call on files of a name.
    func count(_ call: String) -> Int { trace.count { $0 == call } }

    private static let runs = Runs()

    private actor Runs {
        private var tasks: [Int: Task<Uninterrupted, any Error>] = [:]

        func at(_ concurrency: Int) async throws -> Uninterrupted {
            let task = tasks[concurrency] ?? Task { try await Uninterrupted(concurrency: concurrency) }
            tasks[concurrency] = task
            return try await task.value
        }
    }

    private init(concurrency: Int) async throws {
        let run = try Quickstart(concurrency: concurrency)
        let traceFile = run.scratch.path + "/trace"
        let outcome = try await run.run([], CrashPoint.tracing(to: traceFile)).outcome()
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        sets = try run.sets()
        asked = try run.asked()
        counted = run.counted
        trace = try String(contentsOfFile: traceFile, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
