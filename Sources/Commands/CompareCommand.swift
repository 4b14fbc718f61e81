import ArgumentParser
import Ledger
import Orchestrator
import Platform

/// `selfplay compare`
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Hold two selections of a round against each other.",
        discussion: """
            Which prompts and pairs both keep, what the pairs only one keeps are like, and why the other leaves them out. `select` makes \
            selections; `base` is the round's own. Works while the run goes on.
            """
    )

    @Argument(help: "The run's folder, or its name under runs/.")
    var target: String

    @Option(help: "The round.")
    var round: Int = 1

    @Argument(help: "A selection's name.")
    var first: String

    @Argument(help: "Another selection's name.")
    var second: String

    @Flag(help: "Print a JSON object.")
    var json = false

    func run() async throws {
        let folder = try RunAccess.folder(target)
        let (round, first, second) = (round, first, second)
        let comparison = try await BlockingQueue("selfplay.compare").run {
            let ledger = try RunAccess.upToDate(folder)
            defer { try? ledger.close() }
            return try ComparisonService(ledger: ledger).compare(round: round, first, second)
        }
        Console.out(json ? comparison.json(round: round, first, second) : comparison.text(round: round, first, second))
    }
}
