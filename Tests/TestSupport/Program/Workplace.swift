import Foundation

/// A scratch folder with prompts, and the built program to run in it.
package final class Workplace: Sendable {
    package typealias Outcome = SelfplayProcess.Outcome

    private let scratch: ScratchFolder

    /// Writes `prompts.jsonl` with this many prompts.
    package init(prompts count: Int = 4) throws {
        scratch = try ScratchFolder()
        let lines = (1...max(1, count)).map { #"{"id":"p\#($0)","prompt":"Question number \#($0)?"}"# }
        try write("prompts.jsonl", lines.joined(separator: "\n") + "\n")
    }

    package var path: String { scratch.path }

    package func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    package func read(_ name: String) throws -> String {
        try String(decoding: Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }

    package func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/" + name)
    }

    /// Every file and folder below, relative, sorted.
    package var contents: [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
    }

    /// Runs `selfplay` here to its end.
    package func selfplay(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await execute(arguments, environment: environment)
    }

    package func execute(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
        try await SelfplayProcess.run(arguments, environment: environment, directory: path)
    }

    /// Starts `selfplay` here.
    package func start(_ arguments: String...) throws -> SelfplayProcess {
        try SelfplayProcess(arguments, directory: path)
    }

    /// What `selfplay status RUN --json` says.
    package func status(_ run: String = "run") async throws -> StatusReply {
        try JSONDecoder().decode(StatusReply.self, from: Data(try await selfplay("status", run, "--json").output.utf8))
    }

    /// The training set of a round of `run`.
    package func trainingSet(_ round: Int = 1, of run: String = "run") throws -> String {
        try read("\(run)/rounds/00\(round)/trl/train.jsonl")
    }
}
