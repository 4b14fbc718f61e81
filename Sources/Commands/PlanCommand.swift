import ArgumentParser
import Orchestrator
import Platform
import Settings

/// `selfplay plan`
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Count what a run would do, without doing it: prompts, requests, tokens, disk.",
        discussion: """
            Reads the configuration and the prompts, and checks both; reaches no server. With --sample it answers and scores a few \
            prompts and predicts from them tokens, time, disk and cost; nothing of it is recorded.
            """
    )

    @Argument(help: "The configuration file.")
    var config: String

    @Option(name: .customLong("set"), help: ArgumentHelp("Override a configuration key.", valueName: "key.path=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Ask the servers for answers to so many prompts and predict from them.", valueName: "prompts"))
    var sample: Int?

    @Flag(help: "Print a JSON object.")
    var json = false

    func run() async throws {
        let configuration = try Configuration.load(file: config, overrides: overrides)
        let plan = try await BlockingQueue("selfplay.plan").run { try RunPlan(configuration) }
        let forecast = try await forecast(configuration, plan)
        Console.out(json ? try plan.json(forecast) : [plan.text, forecast?.text].compactMap { $0 }.joined(separator: "\n"))
    }

    private func forecast(_ configuration: Configuration, _ plan: RunPlan) async throws -> RunForecast? {
        guard let sample else { return nil }
        let factory = try BackendFactory(
            configuration: configuration,
            transport: try Network.transport(),
            environment: Network.environment,
            notice: { Console.error("warning: \($0)") }
        )
        return try await PlanSampler(configuration: configuration, backends: try factory.make()).forecast(plan, prompts: sample)
    }

    func validate() throws {
        if let sample, sample < 1 { throw ValidationError("--sample \(sample) must be at least 1") }
    }
}
