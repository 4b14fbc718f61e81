import ArgumentParser
import Orchestrator
import Settings

/// `selfplay run`
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Start a run, or go on with it where it stands.",
        discussion: """
            The run lives in --run-dir (runs/NAME unless given). Run the same command again after an interruption or a crash: \
            finished requests are never repeated.

            SIGINT finishes what is in flight and stops (a second one gives it up); SIGTERM does the same within limits.drain \
            seconds; SIGUSR1 waits as long as it takes.
            """
    )

    @Argument(help: "The configuration file.")
    var config: String

    @Option(help: "The run's folder.")
    var runDir: String?

    @OptionGroup var launch: LaunchOptions

    func run() async throws {
        let configuration = try Configuration.load(file: config, overrides: launch.all)
        let path = Places.absolute(runDir ?? "runs/\(configuration.run)")
        try await Launch(
            configuration: configuration,
            folder: RunFolder(path: path, ledger: configuration.ledger?.absolute),
            retriesFailed: false,
            factsOnly: false,
            killsTrainer: launch.killTrainer
        ).run()
    }
}
