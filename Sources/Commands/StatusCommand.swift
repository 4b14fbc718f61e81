import ArgumentParser
import Ledger
import Orchestrator
import Platform

/// `selfplay status`
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show where a run stands: rounds, stages, funnels, training sets.",
        discussion: "Takes no lock: works while the run goes on."
    )

    @Argument(help: "The run's folder, or its name under runs/.")
    var target: String

    @Flag(help: "Print a JSON object.")
    var json = false

    func run() async throws {
        let folder = try RunAccess.folder(target)
        let report = try await BlockingQueue("selfplay.status").run {
            let ledger = try RunAccess.readOnly(folder)
            defer { try? ledger.close() }
            return try StatusReader(ledger: ledger, folder: folder).read()
        }
        Console.out(json ? report.json : StatusText.text(report))
    }
}
