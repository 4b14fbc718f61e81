import ArgumentParser
import Ledger
import Orchestrator

/// Answers commands that other processes hand to the one that holds the run.
enum InboxCommands {
    static func answer(_ request: InboxRequest, ledger: Ledger, folder: RunFolder, live: FleetBoard) -> InboxReply {
        do {
            guard let operation = try Selfplay.parseAsRoot(request.arguments) as? any LedgerOperation else {
                return InboxReply(exitCode: 2, output: "", errors: "selfplay: this command is not answered by a running process")
            }
            let text = try operation.perform(ledger, folder, directory: request.directory, live: live)
            return InboxReply(exitCode: 0, output: text, errors: "")
        } catch {
            let known = ExitCodes.explain(error) ?? (ExitCodes.input, Selfplay.fullMessage(for: error))
            return InboxReply(exitCode: Int(known.0), output: "", errors: "selfplay: \(known.1)")
        }
    }
}
