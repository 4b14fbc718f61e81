import Foundation
import TestSupport

/// One run of the quickstart in a folder of its own, by as many processes as it takes, their calls counted in one file.
final class Quickstart: Sendable {
    /// 2 rounds of 200 prompts with 5 answers each, every one rewarded and measured.
    static let planned = Calls(samples: 2000, rewards: 2000, logprobs: 2000)

    let concurrency: Int
    let scratch: ScratchFolder
    /// The configuration's file.
    let configuration: String
    private let overrides: [String]

    /// - Parameter overrides: further `KEY=VALUE`s.
    init(concurrency: Int, configuration: String = ProjectFolder.quickstart, overrides: [String] = []) throws {
        self.concurrency = concurrency
        self.configuration = configuration
        scratch = try ScratchFolder()
        self.overrides =
            [
                "policy.concurrency=\(concurrency)", "policy.scoring_concurrency=\(concurrency)", "rewards.0.concurrency=\(concurrency)",
            ] + overrides
    }

    /// The run's folder.
    var path: String { scratch.path + "/run" }
    var counterFile: String { scratch.path + "/calls" }
    /// Items of all kinds that calls in flight may stand for: 5 samples, 5 rewards, 1 log-prob each.
    var mostInFlight: Int { concurrency * (5 + 5 + 1) }

    /// `selfplay run` on the run's folder.
    func run(_ more: [String] = [], _ environment: [String: String] = [:]) throws -> SelfplayProcess {
        let set = overrides.flatMap { ["--set", $0] }
        return try start(["run", configuration, "--run-dir", path] + set + more, environment)
    }

    /// `selfplay resume` on the run's folder, from the database alone.
    func resume(_ more: [String] = [], _ environment: [String: String] = [:]) throws -> SelfplayProcess {
        try start(["resume", path] + more, environment)
    }

    /// Any command of `selfplay`, in the scratch folder, its calls counted with the others.
    func start(_ arguments: [String], _ environment: [String: String] = [:]) throws -> SelfplayProcess {
        let counted = environment.merging(["SELFPLAY_PLAYGROUND_CALLS": counterFile]) { $1 }
        return try SelfplayProcess(arguments, environment: counted, directory: scratch.path)
    }

    /// What all processes together asked the playground for.
    func asked() throws -> Calls { try Calls(counterFile: counterFile) }

    /// The counter file's size in bytes.
    var counted: Int { (try? FileManager.default.attributesOfItem(atPath: counterFile)[.size] as? Int) ?? 0 }

    func sets() throws -> TrainingSets { try TrainingSets(of: path) }

    func snapshot() throws -> LedgerSnapshot { try LedgerSnapshot(of: path) }
}
