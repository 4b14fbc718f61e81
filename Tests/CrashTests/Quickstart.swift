import Foundation
import TestSupport

/// One run of the quickstart in a folder of its own, by as many processes as it takes, their calls counted in one file.
final class Quickstart: Sendable {
    /// How large it is: as it is shipped, or small where tests have little time.
    struct Size: Hashable {
        /// Prompts a round.
        let prompts: Int
        let heldOut: Int

        /// As `configs/quickstart.yaml` says.
        static let whole = Size(prompts: 100, heldOut: 64)
        static let small = Size(prompts: 12, heldOut: 4)

        /// The whole one in the long form of the tests, `make crash`.
        static let tested = (KillPoint.asked ?? 0) < 100 ? small : whole

        var overrides: [String] {
            self == .whole ? [] : ["prompts.per_round=\(prompts)", "held_out.count=\(heldOut)"]
        }
    }

    /// Overrides for rounds of answers, selection and export, and nothing else.
    static let plain = ["evolution.mode=none", "trainer=none"]

    static let rounds = 3
    static let samples = 5
    static let heldOutSamples = 4

    let concurrency: Int
    let size: Size
    let scratch: ScratchFolder
    /// The configuration's file.
    let configuration: String
    private let overrides: [String]

    /// - Parameter overrides: further `KEY=VALUE`s.
    init(concurrency: Int, configuration: String = ProjectFolder.quickstart, size: Size = .tested, overrides: [String] = []) throws {
        self.concurrency = concurrency
        self.configuration = configuration
        self.size = size
        scratch = try ScratchFolder()
        self.overrides =
            [
                "policy.concurrency=\(concurrency)", "policy.scoring_concurrency=\(concurrency)", "rewards.0.concurrency=\(concurrency)",
                "evolution.rewriter.concurrency=\(concurrency)",
            ] + size.overrides + overrides
    }

    /// The run's folder.
    var path: String { scratch.path + "/run" }
    var counterFile: String { scratch.path + "/calls" }
    /// Items of all kinds that calls in flight may stand for: 5 samples, 5 rewards, 1 log-prob each.
    var mostInFlight: Int { concurrency * (Self.samples + Self.samples + 1) }

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

    /// The calls that all processes together counted, one a line, in order.
    func lines() throws -> [Substring] { try String(contentsOfFile: counterFile, encoding: .utf8).split(separator: "\n") }

    /// How often the playground's trainer was started.
    func trainings() throws -> Int { try lines().count { $0 == "train 1" } }

    /// The counter file's size in bytes.
    var counted: Int { (try? FileManager.default.attributesOfItem(atPath: counterFile)[.size] as? Int) ?? 0 }

    func sets() throws -> TrainingSets { try TrainingSets(of: path) }

    func models() throws -> Trainings { try Trainings(of: path) }

    func snapshot() throws -> LedgerSnapshot { try LedgerSnapshot(of: path) }
}
