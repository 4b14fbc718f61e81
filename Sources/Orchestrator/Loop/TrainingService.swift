import Inference
import JSONCursor
import Ledger
import Platform
import Settings

/// Has a round's training set turned into new weights: frees the accelerators, hands the set to the trainer, takes the model, records it.
struct TrainingService: Sendable {
    let configuration: Configuration
    let folder: RunFolder
    let ledger: Ledger
    let writing: BlockingQueue
    let fleet: Fleet
    let memory: [any MemoryControl]
    let commands: RunCommands
    /// End a trainer that still runs rather than wait for it.
    let killsTrainer: Bool
    let notice: @Sendable (RunNotice) -> Void

    private var settings: TrainerSettings { configuration.trainer }

    /// Trains on the round's set, or takes up a training that goes on or is done. Throws `RunError` of kind `resumable` where it gives no
    /// model, `CancellationError` where waiting was given up: the trainer then goes on.
    func train(_ round: Int, _ weights: FleetWeights) async throws -> RoundEnd {
        if settings.kind == .manual { return .stopped(try await manual(round)) }
        let handoff = TrainerHandoff(models: folder.models, round: round)
        if killsTrainer, let killed = try await handoff.kill() { notice(.info("round \(round): ended the trainer of attempt \(killed)")) }
        let values = try await placeholders(round, weights)
        let command = try command()
        if case .start = TrainingStep.next(try await handoff.survey()) {
            for before in settings.before { try await commands.run(before, key: "trainer.before", values) }
            try await free(values)
        }
        let spec = TrainerSpec(
            command: command.filling(values),
            environment: settings.environment,
            // The playground's trainer reads nothing beside what its arguments name: the configuration's folder may be gone.
            directory: settings.kind == .playground ? folder.path : settings.directory.absolute,
            timeout: settings.timeout,
            logLimit: settings.logLimit
        )
        let result: TrainingResult
        do {
            result = try await handoff.run(spec) { [notice] told in
                switch told {
                case .started(let attempt, let log): notice(.info("round \(round): training, attempt \(attempt); its output is in \(log)"))
                case .adopted(let attempt, let log): notice(.info("round \(round): waiting for the trainer of attempt \(attempt) (\(log))"))
                case .earlierFailure(let message): notice(.warning("round \(round): \(message)"))
                case .line(let line): notice(.trainer(round: round, line: line))
                }
            }
        } catch let failure as TrainingFailure {
            try? await restore()
            throw failure.runError
        }
        try await restore()
        for after in settings.after { try await commands.run(after, key: "trainer.after", values) }
        try await record(round, result, command.filling(values))
        notice(.info("round \(round): trained in \(Int(result.finishedAt - result.startedAt)) s: \(result.model)"))
        return .complete
    }

    /// What a person is to do.
    private func manual(_ round: Int) async throws -> String {
        let dataset = try await dataset(round)
        return "round \(round) is ready for training (trainer: manual): train on \(dataset), serve the new weights, then run "
            + "`selfplay advance \(folder.path) --model PATH` and resume"
    }

    private func command() throws(RunError) -> CommandTemplate {
        guard settings.kind == .playground else { return try CommandTemplate(settings.command, key: "trainer.command") }
        return try CommandTemplate(PlaygroundTraining.arguments(configuration), key: "trainer")
    }

    /// What the placeholders of the trainer's and its helpers' commands stand for.
    private func placeholders(_ round: Int, _ weights: FleetWeights) async throws -> [CommandPlaceholder: String] {
        [
            .dataset: try await dataset(round),
            .policy: configuration.trainerPath(policy: weights.policy),
            .reference: configuration.trainerPath(reference: weights.reference),
            .round: String(round),
            .run: folder.path,
        ]
    }

    /// The training set in the trainer's format, absolute.
    private func dataset(_ round: Int) async throws -> String {
        let format = settings.data?.rawValue ?? ""
        return try await writing.run { [ledger, folder] in
            let place = RunFolder.round(round) + "/" + format + "/"
            guard let export = try ledger.exports(round: round).last(where: { $0.path.hasPrefix(place) }) else {
                throw RunError(.resumable, "round \(round) has no training set in the format \(format): add it to export")
            }
            // Of several shards, the folder they lie in.
            let parts = export.path.split(separator: "/")
            let isShard = parts.last?.contains("-of-") == true
            return folder.absolute(isShard ? parts.dropLast().joined(separator: "/") : export.path)
        }
    }

    /// Gives the trainer the accelerators.
    private func free(_ values: [CommandPlaceholder: String]) async throws {
        guard settings.weights.free != .none else { return }
        await fleet.forget()
        if settings.weights.free == .stop {
            try await commands.run(settings.weights.stopCommand, key: "trainer.weights.stop_command", values)
            return
        }
        for control in memory { try await told { try await control.release() } }
    }

    /// Takes them back. A stopped server comes back with the swap.
    private func restore() async throws {
        guard settings.weights.free != .none else { return }
        await fleet.forget()
        for control in memory { try await told { try await control.restore() } }
    }

    private func told(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as BackendError {
            throw RunError(.resumable, error.message)
        }
    }

    private func record(_ round: Int, _ result: TrainingResult, _ command: CommandTemplate) async throws {
        let arguments = try command.expanded([.output: result.model])
        // The hand-off names the folder without links; in the ledger it is relative to the run's.
        let relative = "models/" + Weights.label(ofRound: round) + "/" + (result.model.split(separator: "/").last.map(String.init) ?? "")
        let training = TrainingRecord(
            round: round,
            attempt: result.attempt,
            command: Self.json(arguments),
            startedAt: result.startedAt,
            finishedAt: result.finishedAt,
            exitCode: result.exitCode,
            modelPath: relative,
            weightVersion: Weights.label(ofRound: round)
        )
        try await writing.run { [ledger] in try ledger.record(training) }
    }

    private static func json(_ arguments: [String]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for argument in arguments { writer.string(argument) }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
