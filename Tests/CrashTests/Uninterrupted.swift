import Foundation
import TestSupport
import Testing

/// The quickstart run to its end without interruption: what every killed run has to end up with.
struct Uninterrupted: Sendable {
    let sets: TrainingSets
    /// What a run has to ask for.
    let planned: Calls
    /// The calls in order, as the counter file holds them.
    private let lines: [Substring]
    /// Its system calls on files in order, `CALL NAME`, as CrashPoint tells them apart; without those of its trainers.
    let trace: [String]

    /// The run at a concurrency; made once.
    static func at(concurrency: Int, size: Quickstart.Size = .tested) async throws -> Uninterrupted {
        try await runs.at(concurrency, size)
    }

    /// How often it made a system call on files of a name.
    func count(_ call: String) -> Int { trace.count { $0 == call } }

    /// Size of the counter file in bytes.
    var counted: Int { bytes(lines[...]) }

    /// Size of the counter file when this share of the lines of a kind stands in it.
    func bytes(through line: String, share: Double) throws -> Int {
        let places = lines.indices.filter { lines[$0] == line }
        let place = try #require(places.dropFirst(Int(share * Double(places.count))).first)
        return bytes(lines[...place])
    }

    private func bytes(_ lines: ArraySlice<Substring>) -> Int { lines.reduce(0) { $0 + $1.utf8.count + 1 } }

    private static let runs = Runs()

    private actor Runs {
        private struct Kind: Hashable {
            var concurrency: Int
            var size: Quickstart.Size
        }

        private var tasks: [Kind: Task<Uninterrupted, any Error>] = [:]

        func at(_ concurrency: Int, _ size: Quickstart.Size) async throws -> Uninterrupted {
            let kind = Kind(concurrency: concurrency, size: size)
            let task = tasks[kind] ?? Task { try await Uninterrupted(concurrency: concurrency, size: size) }
            tasks[kind] = task
            return try await task.value
        }
    }

    private init(concurrency: Int, size: Quickstart.Size) async throws {
        let run = try Quickstart(concurrency: concurrency, size: size)
        let traceFile = run.scratch.path + "/trace"
        let outcome = try await run.run([], CrashPoint.tracing(to: traceFile)).outcome()
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        sets = try run.sets()
        lines = try run.lines()
        trace = try String(contentsOfFile: traceFile, encoding: .utf8).split(separator: "\n").map(String.init)

        let found = try run.snapshot()
        // Evolved prompts are answered and measured as the others are; held-out ones are answered and rewarded before and after each training.
        let trained = Quickstart.samples * (Quickstart.rounds * size.prompts + found.keptRewrites)
        let heldOut = (Quickstart.rounds + 1) * size.heldOut * Quickstart.heldOutSamples
        planned = Calls(samples: trained + heldOut + found.rewrites, rewards: trained + heldOut, logprobs: trained)
        try #require(try run.asked() == planned && found.facts == planned)
        try #require(found.keptRewrites > size.prompts / 2 && found.rewrites > found.keptRewrites)
        try #require(try run.trainings() == Quickstart.rounds)
        try #require(found.trainings == [[1, 1], [2, 1], [3, 1]])
    }
}
