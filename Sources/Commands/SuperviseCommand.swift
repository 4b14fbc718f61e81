import ArgumentParser
import Glibc
import Orchestrator
import Platform

/// `selfplay supervise`: the process that stays with a trainer, started by selfplay itself and by nobody else; in no help text.
struct SuperviseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise",
        abstract: "Run one attempt of a trainer: used by selfplay itself (docs/trainer.md).",
        shouldDisplay: false
    )

    @Option(help: "The attempt's folder.")
    var attempt: String

    @Option(help: "Seconds after which the trainer is ended.")
    var timeout: Double = 86_400

    @Option(help: "Bytes of output after which the trainer is ended.")
    var logLimit: Int = 512 << 20

    @Option(help: "Seconds between SIGTERM and SIGKILL.")
    var grace: Double = 10

    @Option(help: "Where the trainer starts.")
    var directory: String?

    @Option(name: .customLong("guard"), help: "Only watch over this supervisor.")
    var supervisor: Int32?

    @Argument(parsing: .postTerminator, help: "The trainer and its arguments.")
    var arguments: [String] = []

    func run() async throws {
        guard let path = realpath(attempt, nil) else { throw ValidationError("there is no folder \(attempt)") }
        defer { free(path) }
        let folder = AttemptFolder(path: String(cString: path))
        if let supervisor {
            try await BlockingQueue("selfplay.guard").run { TrainerGuard.run(folder, supervisor: supervisor) }
            return
        }
        let order = TrainerSupervisor.Order(
            attempt: folder,
            arguments: arguments,
            directory: directory,
            timeout: timeout,
            logLimit: logLimit,
            grace: grace
        )
        // A thread that does nothing else until the end: the trainer dies with it.
        try await BlockingQueue("selfplay.supervise").run { try TrainerSupervisor.run(order) }
    }
}
