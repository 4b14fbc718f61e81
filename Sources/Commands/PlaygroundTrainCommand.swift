import ArgumentParser
import Inference
import Orchestrator
import Platform
import Playground

/// `selfplay playground-train`, called by runs as their trainer.
struct PlaygroundTrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playground-train",
        abstract: "Train the playground's policy on a TRL training set.",
        discussion: "Meant for a configuration's trainer.command. The same arguments and files give the same bytes.",
        shouldDisplay: false
    )

    @Option(help: "The training set, as `export --format trl` writes it.")
    var data: String

    @Option(name: .customLong("init"), help: "The policy to begin with: base, base-2, base-3 or a folder of this trainer.")
    var initial: String

    @Option(help: "The folder to write the trained policy into.")
    var output: String

    @Option(help: "DPO's reference policy; the one of --init unless given.")
    var reference: String?

    @OptionGroup var training: PlaygroundTrainingOptions

    @Option(help: "Decides the order of the pairs.")
    var seed: Int64 = 0

    func run() async throws {
        var settings = try training.settings()
        settings.seed = seed
        let chosen = settings
        do {
            try PlaygroundCounters.fromEnvironment().record(.train, items: 1)
        } catch {
            throw RunError(.input, error.message)
        }
        try RunFolder.create(Places.absolute(output))
        let line = try await BlockingQueue("selfplay.train").run {
            do {
                return try train(chosen)
            } catch let error as BackendError {
                throw RunError(.input, error.message)
            }
        }
        Console.out(line)
    }

    /// Trains, saves, and returns the statistics as a line of JSON.
    private func train(_ settings: PlaygroundTrainingSettings) throws -> String {
        let trainer = try PlaygroundTrainer(settings)
        let set = try PlaygroundTrainingSet.read(data)
        let start = try PlaygroundCheckpoint.open(initial)
        let other = settings.loss.needsReference ? try reference.map { try PlaygroundCheckpoint.open($0).model } : nil
        let (model, statistics) = try trainer.train(start.model, on: set.pairs, reference: other, version: "trained")
        let provenance = PlaygroundProvenance(
            initial: start.model.version,
            reference: settings.loss.needsReference ? (other ?? start.model).version : nil,
            settings: settings,
            statistics: statistics,
            dataSHA256: set.sha256
        )
        let digest = try start.trained(model).save(folder: output, provenance: provenance)
        let members = statistics.members.map { "\"\($0.name)\":\($0.json)" }.joined(separator: ",")
        return "{\(members),\"weights_sha256\":\"\(digest)\"}"
    }
}
