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
            "policy_logprob", "reference_logprob", "source"}]}, or what trainers and other tools write: preference pairs, labels, lists of \
            answers with rewards; JSON Lines, a JSON array, Parquet, or a folder of shards. Then `selfplay select` chooses pairs; what is missing is measured by \
            `selfplay run CONFIG --run-dir DIR` with policy.samples: 0.
            """
    )

    @Argument(help: "The data set: JSON Lines, one JSON array, Parquet, or a folder of such files.")
    var dataset: String

    @Option(help: "The new run's folder.")
    var runDir: String

    @Option(help: "The model the policy log-probs hold for, or are to be measured under.")
    var policyModel = "policy"

    @Option(help: "The model the reference log-probs hold for.")
    var referenceModel: String?

    @Option(help: "The run's seed (it decides the score random()).")
    var seed = 0

    @Option(help: "What the records are, where their keys do not tell: own, preference, unpaired, simpo, map, rlhflow, ...")
    var layout: String?

    @Option(help: ArgumentHelp("What the data set calls a field: prompt=question. May be given several times.", valueName: "ours=theirs"))
    var column: [String] = []

    @Option(help: "Which of a folder's shards: those whose names begin with it; train unless given.")
    var split: String?

    @Option(help: "What a reward without a name is called.")
    var rewardName = "reward"

    @Flag(help: "Print a JSON object.")
    var json = false

    func validate() throws {
        if let layout, !ImportService.Reading.layouts.contains(layout) {
            throw ValidationError("--layout \(layout): there are \(ImportService.Reading.layouts.joined(separator: ", ")).")
        }
        for pair in column where pair.split(separator: "=", maxSplits: 1).count != 2 {
            throw ValidationError("--column \(pair): write ours=theirs, such as prompt=question.")
        }
        guard seed >= 0 else { throw ValidationError("--seed is \(seed): it must be at least 0.") }
    }

    func run() async throws {
        let path = Places.absolute(runDir)
        let name = path.split(separator: "/").last.map(String.init) ?? "import"
        let service = ImportService(
            path: dataset,
            reading: .init(
                layout: layout,
                columns: Dictionary(
                    column.map { pair in
                        let names = pair.split(separator: "=", maxSplits: 1).map(String.init)
                        return (names[0], names[1])
                    },
                    uniquingKeysWith: { _, last in last }
                ),
                split: split,
                rewardName: rewardName
            ),
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
