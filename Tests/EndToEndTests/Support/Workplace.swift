import Foundation
import TestSupport

/// A scratch folder with prompts, and the built program to run in it.
final class Workplace: Sendable {
    typealias Outcome = SelfplayProcess.Outcome

    private let scratch: ScratchFolder

    /// Writes `prompts.jsonl` with this many prompts.
    init(prompts count: Int = 4) throws {
        scratch = try ScratchFolder()
        let lines = (1...max(1, count)).map { #"{"id":"p\#($0)","prompt":"Question number \#($0)?"}"# }
        try write("prompts.jsonl", lines.joined(separator: "\n") + "\n")
    }

    var path: String { scratch.path }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    func read(_ name: String) throws -> String {
        try String(decoding: Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }

    func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/" + name)
    }

    /// Every file and folder below, relative, sorted.
    var contents: [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
    }

    /// Runs `selfplay` here to its end.
    func selfplay(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await execute(arguments, environment: environment)
    }

    func execute(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
        try await SelfplayProcess.run(arguments, environment: environment, directory: path)
    }

    /// Starts `selfplay` here.
    func start(_ arguments: String...) throws -> SelfplayProcess {
        try SelfplayProcess(arguments, directory: path)
    }

    /// What `selfplay status RUN --json` says.
    func status(_ run: String = "run") async throws -> StatusReply {
        try JSONDecoder().decode(StatusReply.self, from: Data(try await selfplay("status", run, "--json").output.utf8))
    }

    /// The training set of a round of `run`.
    func trainingSet(_ round: Int = 1, of run: String = "run") throws -> String {
        try read("\(run)/rounds/00\(round)/trl/train.jsonl")
    }
}
