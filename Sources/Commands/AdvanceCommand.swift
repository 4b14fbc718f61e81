import ArgumentParser
import Ledger
import Orchestrator

/// `selfplay advance`
struct AdvanceCommand: LedgerOperation {
    static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Tell a run that waits for a training by hand where its new weights lie.",
        discussion: """
            With `trainer: manual` a run stops after each round's training set is written. Train, serve the new weights, then name them \
            here and resume: the next round is answered by them. Also takes over from a trainer command that gave no model.
            """
    )

    @Argument(help: "The run's folder, or its name under runs/.")
    var target: String = ""

    @Option(help: ArgumentHelp("The new weights: a folder, or a name the servers and the next training know.", valueName: "path"))
    var model: String

    @Flag(help: "The folder need not exist on this machine.")
    var elsewhere = false

    func run() async throws {
        var arguments = ["advance", Places.run(target), "--model", place(from: Places.directory)]
        if elsewhere { arguments.append("--elsewhere") }
        try await execute(arguments)
    }

    func perform(_ ledger: Ledger, _ folder: RunFolder, directory: String, live: FleetBoard?) throws -> String {
        let path = place(from: directory)
        if path.hasPrefix("/"), !elsewhere, !RunFolder.exists(path) {
            throw RunError(
                .input,
                "--model \(path) does not exist; give the new weights' folder, or add --elsewhere if only the servers see it"
            )
        }
        let round = try AdvanceService(ledger: ledger, folder: folder).advance(to: path, at: RunClock.wall)
        return "round \(round): the next round is answered by \(path). Go on with: selfplay resume \(folder.path)"
    }

    /// What begins like a path, or is one here, is absolute; all else stays a name.
    private func place(from directory: String) -> String {
        let isPath = model.hasPrefix("/") || model.hasPrefix("./") || model.hasPrefix("../")
        let absolute = Places.absolute(model, from: directory)
        return isPath || RunFolder.exists(absolute) ? absolute : model
    }
}
