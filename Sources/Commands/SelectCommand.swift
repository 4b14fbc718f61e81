import ArgumentParser
import Ledger
import Orchestrator
import Selection
import Settings

/// `selfplay select`
struct SelectCommand: LedgerOperation {
    static let configuration = CommandConfiguration(
        commandName: "select",
        abstract: "Choose a round's pairs or answers again from recorded facts, without inference.",
        discussion: """
            The result stands under its own name beside the round's own selection (base). What is not given is taken from the \
            run's configuration, or with --preset from that preset alone. Works while the run goes on.
            """
    )

    @Argument(help: "The run's folder, or its name under runs/.")
    var target: String = ""

    @Option(help: "The round.")
    var round: Int = 1

    @Option(help: "The selection's name.")
    var name: String = "again"

    @Option(help: "A method of the literature; --list shows them.")
    var preset: String?

    // Expressions may begin with a minus sign.
    @Option(
        parsing: .unconditional,
        help: "A score's name (map, map_raw, map_rank, map_quantile, explicit, implicit, random) or an expression over the pairs' columns."
    )
    var score: String?

    @Option(name: .customLong("where"), parsing: .unconditional, help: "Only candidates this condition holds for.")
    var filter: String?

    @Option(help: "all_pairs, best_worst, top_vs_rest, adjacent, correct_wrong or divpo.")
    var pairing: String?

    @Option(help: ArgumentHelp("A ratio (0.4), a count (500) or a threshold ('score>0.3').", valueName: "keep"))
    var keep: String?

    @Option(help: "high or low: which end of the score is best.")
    var prefer: String?

    @Option(help: "mean_logprob, simpo, dpo or length_normalized_dpo.")
    var implicitReward: String?

    @Option(help: "The factor of the implicit reward.")
    var beta: Double?

    @Option(parsing: .unconditional, help: "What ranks the answers: a reward's name, or an expression over the answers' columns.")
    var reward: String?

    @Option(help: "The most pairs one prompt brings.")
    var pairsPerPrompt: Int?

    @Option(help: ArgumentHelp("Any other key under `selection`, as in a configuration.", valueName: "key=value"))
    var set: [String] = []

    @Flag(help: "Print a JSON object.")
    var json = false

    @Flag(help: "List presets, scores and their sources.")
    var list = false

    @Flag(help: "List the columns that expressions can read, and which of them this run can offer.")
    var features = false

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
        if let preset, SelectionPreset.named(preset) == nil {
            throw ValidationError("--preset \(preset): there is no such preset; `selfplay select --list` shows them.")
        }
        for change in set where !change.contains("=") {
            throw ValidationError("--set \(change): write key=value, such as guards.length_ratio=3.")
        }
    }

    func run() async throws {
        if list { return Console.out(json ? PresetList.json : PresetList.text) }
        try await execute(arguments)
    }

    func perform(_ ledger: Ledger, _ folder: RunFolder, directory: String, live: FleetBoard?) throws -> String {
        let whole = try RunSelections(ledger: ledger)
        if features { return try FeatureList(ledger: ledger, configuration: whole.configuration, round: round).text(json: json) }
        var request: SelectionRequest
        do {
            let settings = try whole.settings(name: name, preset: preset, changes: changes)
            request = try whole.request(settings, round: round)
        } catch let error as RunError {
            throw RunError(error.kind, inOptions(error.message))
        }
        if let keep {
            request.spec.keep = try Expressions.keep(keep, option: "--keep")
            request.members?.keep = request.spec.keep
        }
        let outcome = try SelectionService(ledger: ledger).select(request)
        return json ? outcome.json : outcome.text
    }

    /// What is said of a key, said of the option it came from.
    private func inOptions(_ message: String) -> String {
        let options: [(key: String, option: String, isGiven: Bool)] = [
            ("score", "--score", score != nil), ("where", "--where", filter != nil), ("pairing", "--pairing", pairing != nil),
            ("prefer", "--prefer", prefer != nil), ("implicit_reward", "--implicit-reward", implicitReward != nil),
            ("reward", "--reward", reward != nil), ("beta", "--beta", beta != nil),
            ("pairs_per_prompt", "--pairs-per-prompt", pairsPerPrompt != nil),
        ]
        return options.reduce(message) { message, option in
            let key = "selection." + option.key
            guard option.isGiven, message.hasPrefix(key + " ") || message.hasPrefix(key + ":") else { return message }
            return option.option + message.dropFirst(key.count)
        }
    }

    /// The options as keys under `selection`, in their order.
    private var changes: [RunSelections.Change] {
        var changes: [RunSelections.Change] = []
        let texts: [(String, String?)] = [
            ("score", score), ("where", filter), ("pairing", pairing), ("prefer", prefer), ("implicit_reward", implicitReward),
            ("reward", reward),
        ]
        for (key, text) in texts {
            if let text { changes.append(.text(key, text)) }
        }
        if implicitReward != nil, beta == nil { changes.append(.unset("beta")) }
        if let beta { changes.append(.number("beta", beta)) }
        if let pairsPerPrompt { changes.append(.count("pairs_per_prompt", pairsPerPrompt)) }
        return changes + set.map { .yaml($0) }
    }

    /// The command line that gives this command again.
    private var arguments: [String] {
        var all = ["select", Places.run(target), "--round", "\(round)", "--name", name]
        let options = [
            ("--preset", preset), ("--score", score), ("--where", filter), ("--pairing", pairing), ("--keep", keep), ("--prefer", prefer),
            ("--implicit-reward", implicitReward), ("--beta", beta.map { "\($0)" }), ("--reward", reward),
            ("--pairs-per-prompt", pairsPerPrompt.map { "\($0)" }),
        ]
        for (option, value) in options {
            if let value { all.append("\(option)=\(value)") }
        }
        for change in set { all.append("--set=\(change)") }
        if json { all.append("--json") }
        if features { all.append("--features") }
        return all
    }
}
