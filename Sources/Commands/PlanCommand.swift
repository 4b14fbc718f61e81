import ArgumentParser
import Orchestrator
import Platform
import Settings

/// `selfplay plan`
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Count what a run would do, without doing it: prompts, requests, tokens, disk.",
        discussion: "Reads the configuration and the prompts, and checks both; reaches no server."
    )

    @Argument(help: "The configuration file.")
    var config: String

    @Option(name: .customLong("set"), help: ArgumentHelp("Override a configuration key.", valueName: "key.path=value"))
    var overrides: [String] = []

    @Flag(help: "Print a JSON object.")
    var json = false

    func run() async throws {
        let configuration = try Configuration.load(file: config, overrides: overrides)
        let plan = try await BlockingQueue("selfplay.plan").run { try RunPlan(configuration) }
        Console.out(json ? plan.json : plan.text)
    }
}
