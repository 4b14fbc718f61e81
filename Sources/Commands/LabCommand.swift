import ArgumentParser
import Datasets
import Glibc
import Inference
import Lab
import Orchestrator
import Platform
import Selection

/// `selfplay lab`
struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Compare selection metrics on the playground, where the true rewards are known.",
        discussion: """
            Every metric gets the same prompts, answers, number of pairs and trainer; the rewards it sees are as wrong as --noise says. \
            What counts is the noiseless reward on prompts nobody trained on. A result on the playground says nothing about real models.
            """
    )

    @Option(help: "Presets or expressions, separated by commas.")
    var metrics = "map,explicit,implicit,random"

    @Option(help: "Shares of comparisons whose order the rewards get wrong, from 0 to 0.4, separated by commas.")
    var noise = "0,0.1,0.2,0.3"

    @Option(help: "How rewards are wrong: replaced (a random other answer's) or gaussian.")
    var noiseKind = "replaced"

    @Option(help: "How often everything is repeated.")
    var seeds = 20

    @Option(help: "Rounds of answering, selecting and training.")
    var rounds = 3

    @Option(help: "Prompts a round.")
    var prompts = 200

    @Option(help: "Answers to each prompt.")
    var samples = 5

    @Option(help: "Prompts set apart to measure on.")
    var heldOut = 64

    @Option(help: ArgumentHelp("A ratio (0.4), a count (80) or a threshold ('score>0.3').", valueName: "keep"))
    var keep = "0.4"

    @OptionGroup var training: PlaygroundTrainingOptions

    @Option(help: "A file of prompts to take instead of the built-in ones.")
    var pool: String?

    @Option(help: "A folder for lab.json and lab.csv.")
    var output: String?

    @Flag(help: "Print the content of lab.json.")
    var json = false

    func run() async throws {
        let experiment: LabExperiment
        do {
            experiment = try LabExperiment(try settings(), prompts: try await readPool())
        } catch let error as LabError {
            throw RunError(.input, error.description)
        } catch let error as BackendError {
            throw RunError(.input, error.message)
        }
        let folder = output.map { Places.absolute($0) }
        let result = try await interruptible(experiment, folder)
        let files = [("lab.json", try result.json()), ("lab.csv", result.csv())]
        if let folder {
            try await BlockingQueue("selfplay.lab").run {
                for (name, bytes) in files { try SmallFile.write(bytes, to: folder + "/" + name) }
            }
        }
        Console.out(json ? String(decoding: files[0].1, as: UTF8.self) : result.text)
    }

    /// Runs the experiment. A folder that cannot be made is known before; nothing is written into it, so an interruption leaves nothing.
    private func interruptible(_ experiment: LabExperiment, _ folder: String?) async throws -> LabResult {
        let isTerminal = Console.isTerminal
        let task = Task {
            try await experiment.run { done, all in
                if isTerminal { Console.raw("\r\(done) of \(all) arms" + (done == all ? "\r\u{1B}[K" : ""), to: STDERR_FILENO) }
            }
        }
        let watch = SignalWatch([SIGINT, SIGTERM]) { _ in task.cancel() }
        defer { withExtendedLifetime(watch) {} }
        do {
            if let folder { try RunFolder.create(folder) }
            return try await task.value
        } catch is CancellationError {
            Console.error("\(isTerminal ? "\n" : "")selfplay: interrupted: nothing was written")
            throw ExitCode(ExitCodes.interrupted)
        } catch let error as LabError {
            throw RunError(.input, error.description)
        } catch let error as BackendError {
            throw RunError(.input, error.message)
        }
    }

    private func settings() throws -> LabSettings {
        let levels = try noise.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let level = Double(part.drop { $0 == " " }) else {
                throw RunError(.input, "--noise is \(noise): it must be numbers separated by commas, such as 0,0.1,0.2")
            }
            return level
        }
        var settings = LabSettings(metrics: try LabMetric.parse(list: metrics), noises: levels)
        settings.noiseKind = try Expressions.choice(noiseKind, option: "--noise-kind")
        settings.seeds = seeds
        settings.rounds = rounds
        settings.prompts = prompts
        settings.samples = samples
        settings.heldOutPrompts = heldOut
        settings.keep = try Expressions.keep(keep, option: "--keep")
        settings.training = try training.settings()
        return settings
    }

    private func readPool() async throws -> [LabPrompt] {
        guard let pool else { return LabPool.prompts }
        return try await BlockingQueue("selfplay.lab").run {
            var prompts: [LabPrompt] = []
            try PromptReader(path: pool).read { prompts.append(LabPrompt(messages: $0.messages)) }
            return prompts
        }
    }
}
