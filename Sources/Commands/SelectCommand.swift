import ArgumentParser
import JSONCursor
import Ledger
import Orchestrator
import Selection

/// `selfplay select`
struct SelectCommand: LedgerOperation {
    static let configuration = CommandConfiguration(
        commandName: "select",
        abstract: "Choose a round's pairs again from recorded facts, without inference.",
        discussion: """
            The result stands under its own name beside the round's own selection (base). What is not given is taken from the \
            run's configuration. Works while the run goes on.
            """
    )

    @Argument(help: "The run's folder, or its name under runs/.")
    var target: String = ""

    @Option(help: "The round.")
    var round: Int = 1

    @Option(help: "The selection's name.")
    var name: String = "again"

    @Option(help: "A preset (map, map_raw, map_rank, map_quantile, explicit, implicit, random) or an expression over dr and dh.")
    var score: String?

    @Option(name: .customLong("where"), help: "Only candidates this condition holds for.")
    var filter: String?

    @Option(help: "all_pairs or best_worst.")
    var pairing: String?

    @Option(help: ArgumentHelp("A ratio (0.4), a count (500) or a threshold ('score>0.3').", valueName: "keep"))
    var keep: String?

    @Option(help: "mean_logprob, simpo, dpo or length_normalized_dpo.")
    var implicitReward: String?

    @Option(help: "The factor of the implicit reward.")
    var beta: Double?

    @Option(help: "The reward to select by, where a run has several.")
    var reward: String?

    @Flag(help: "Print a JSON object.")
    var json = false

    @Flag(help: "List the score presets and their sources.")
    var list = false

    func validate() throws {
        if !list, target.isEmpty {
            throw ValidationError("Missing expected argument '<target>': the run's folder, or its name under runs/.")
        }
        guard Phase(rawValue: name) == nil else {
            throw ValidationError("--name \(name) is the name of the run's own selection: choose another.")
        }
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x2F && $0 < 0x7F }) else {
            throw ValidationError("--name \(name) is not a name: use letters, digits, dots, dashes and underscores.")
        }
    }

    func run() async throws {
        if list {
            for preset in ScorePreset.all { Console.out("\(preset.name)\t\(preset.expression)\t\(preset.source)") }
            return
        }
        try await execute(arguments)
    }

    func perform(_ ledger: Ledger, _ folder: RunFolder, directory: String, live: FleetBoard?) throws -> String {
        let outcome = try SelectionService(ledger: ledger).select(try request(ledger))
        return json ? outcome.json : outcome.text
    }

    /// The command line that gives this command again.
    private var arguments: [String] {
        var all = ["select", Places.run(target), "--round", "\(round)", "--name", name]
        let options = [
            ("--score", score), ("--where", filter), ("--pairing", pairing), ("--keep", keep), ("--implicit-reward", implicitReward),
            ("--beta", beta.map { "\($0)" }), ("--reward", reward),
        ]
        for (option, value) in options {
            if let value { all.append("\(option)=\(value)") }
        }
        if json { all.append("--json") }
        return all
    }

    private func request(_ ledger: Ledger) throws -> SelectionRequest {
        guard try ledger.round(round) != nil else {
            throw RunError(.input, "round \(round) does not exist in this ledger; `selfplay status` lists the rounds")
        }
        var request = try defaults(ledger)
        if let score { request.score = try Expressions.score(score, option: "--score") }
        if let filter { request.filter = try Expressions.filter(filter, option: "--where") }
        if let keep { request.keep = try Expressions.keep(keep, option: "--keep") }
        if let pairing { request.pairing = try Expressions.choice(pairing, option: "--pairing") }
        if let implicitReward {
            request.implicitReward = try Expressions.choice(implicitReward, option: "--implicit-reward")
            request.beta = request.implicitReward.defaultBeta
        }
        if let beta { request.beta = beta }
        if let reward { request.reward = reward }
        let known = try ledger.rewardNames(round: round)
        guard known.contains(request.reward) else {
            throw RunError(.input, "round \(round) has no reward named \(request.reward); it has: \(known.joined(separator: ", "))")
        }
        return request
    }

    /// The run's own selection, or the paper's where responses were only imported.
    private func defaults(_ ledger: Ledger) throws -> SelectionRequest {
        if let configuration = try RunStore.configuration(ledger) {
            return try configuration.selectionRequest(round: round, name: name)
        }
        return SelectionRequest(
            round: round,
            name: name,
            reward: try ledger.rewardNames(round: round).first ?? "reward",
            pairing: .allPairs,
            implicitReward: .meanLogprob,
            score: try Expressions.score("map", option: "--score"),
            filter: nil,
            keep: .ratio(0.4),
            excludesTruncated: false,
            requiresLogprobs: false,
            sources: [.given, .imported],
            samples: 0,
            runSeed: Int(try ledger.run()?.seed ?? 0)
        )
    }
}
