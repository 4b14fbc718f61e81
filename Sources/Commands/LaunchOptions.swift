import ArgumentParser

/// The options `run` and `resume` share.
struct LaunchOptions: ParsableArguments {
    @Option(help: "Rounds in total; overrides the configuration's.")
    var rounds: Int?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Override a configuration key; may be given several times.", valueName: "key.path=value")
    )
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Keep the ledger there instead of in the run folder (network file systems).", valueName: "path"))
    var ledger: String?

    @Flag(help: "End a trainer that an earlier process started and that still runs, and train anew.")
    var killTrainer = false

    /// All of them as overrides of configuration keys.
    var all: [String] {
        var all = overrides
        if let rounds { all.append("rounds=\(rounds)") }
        if let ledger { all.append("ledger=\(quoted(Places.absolute(ledger)))") }
        return all
    }

    private func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
