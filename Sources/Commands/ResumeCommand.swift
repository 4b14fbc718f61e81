import ArgumentParser
import Ledger
import Orchestrator
import Settings

/// `selfplay resume`
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on with a run from its database alone.",
        discussion: "The configuration is the one recorded in the ledger, unless --config names another file."
    )

    @Argument(help: "The run's folder, or its name under runs/.")
    var target: String

    @Option(help: "Take the configuration from this file.")
    var config: String?

    @OptionGroup var launch: LaunchOptions

    @Flag(help: "Try again what was given up.")
    var retryFailed = false

    @Flag(help: "Only add facts to existing rounds; closed rounds keep their selections and training sets.")
    var factsOnly = false

    func run() async throws {
        let path = Places.run(target)
        let configuration = try resolve(path)
        try await Launch(
            configuration: configuration,
            folder: RunFolder(path: path, ledger: configuration.ledger?.absolute),
            retriesFailed: retryFailed,
            factsOnly: factsOnly,
            killsTrainer: launch.killTrainer
        ).run()
    }

    private func resolve(_ path: String) throws -> Configuration {
        if let config { return try Configuration.load(file: config, overrides: launch.all) }
        let ledger = try RunAccess.upToDate(RunFolder(path: path, ledger: launch.ledger.map { Places.absolute($0) }))
        defer { try? ledger.close() }
        guard try ledger.run() != nil else {
            throw RunError(
                .input,
                "the run in \(path) was cut off before it began: start it again with `selfplay run CONFIG --run-dir \(path)`"
            )
        }
        guard let stored = try ledger.configuration() else {
            throw RunError(
                .input,
                "\(path) was only imported into and has no configuration yet: use `selfplay run CONFIG --run-dir \(path)`"
            )
        }
        return try Configuration(yaml: stored.yaml, file: "the ledger", folder: stored.folder, overrides: launch.all)
    }
}
