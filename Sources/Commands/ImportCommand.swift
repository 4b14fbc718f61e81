import ArgumentParser
import Orchestrator
import Platform

/// `selfplay import`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a run from existing responses, rewards and log-probs.",
        discussion: """
            One JSON object a line: {"id", "prompt" or "messages", "responses": [{"text", "reward" or "rewards": {name: score}, "tokens", \
            "policy_logprob", "reference_logprob", "source"}]}. Then `selfplay select` chooses pairs; what is missing is measured by \
            `selfplay run CONFIG --run-dir DIR` with policy.samples: 0.
            """
    )

    @Argument(help: "The data set, JSON Lines or one JSON array.")
    var dataset: String

    @Option(help: "The new run's folder.")
    var runDir: String

    @Option(help: "The model the policy log-probs hold for, or are to be measured under.")
    var policyModel = "policy"

    @Option(help: "The model the reference log-probs hold for.")
    var referenceModel: String?

    @Option(help: "The run's seed (it decides the score random()).")
    var seed = 0

    @Flag(help: "Print a JSON object.")
    var json = false

    func validate() throws {
        guard seed >= 0 else { throw ValidationError("--seed is \(seed): it must be at least 0.") }
    }

    func run() async throws {
        let path = Places.absolute(runDir)
        let name = path.split(separator: "/").last.map(String.init) ?? "import"
        let service = ImportService(
            path: dataset,
            run: name,
            seed: seed,
            policy: policyModel,
            reference: referenceModel,
            version: Selfplay.version
        )
        let folder = RunFolder(path: path)
        let outcome = try await BlockingQueue("selfplay.import").run { try service.run(into: folder) }
        if json {
            let rewards = outcome.rewards.map { "\"\($0)\"" }.joined(separator: ",")
            Console.out(
                "{\"prompts\":\(outcome.prompts),\"responses\":\(outcome.responses),\"rewards\":[\(rewards)],\"logprobs\":\(outcome.logprobs)}"
            )
            return
        }
        let rewards = outcome.rewards.isEmpty ? "no rewards" : "rewards \(outcome.rewards.joined(separator: ", "))"
        Console.out(
            "imported \(outcome.prompts) prompts, \(outcome.responses) responses, \(rewards), \(outcome.logprobs) log-probs into \(path)"
        )
        if outcome.fieldsLeft > 0 {
            Console.error("\(outcome.fieldsLeft) responses have fields of their own, which the ledger does not keep")
        }
    }
}
