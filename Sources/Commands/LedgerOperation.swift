import ArgumentParser
import Ledger
import Orchestrator
import Platform

/// A command that changes a run's ledger in one step: done here when nobody holds the run, else by the process that does.
protocol LedgerOperation: AsyncParsableCommand, Sendable {
    /// The run's folder or name.
    var target: String { get }

    /// Does it and returns what to print. Blocks.
    ///
    /// - Parameter live: what the endpoints are doing, where the run goes on.
    func perform(_ ledger: Ledger, _ folder: RunFolder, directory: String, live: FleetBoard?) throws -> String
}

extension LedgerOperation {
    /// Takes the lock and performs, or hands the command line to the holder's inbox.
    func execute(_ arguments: [String]) async throws {
        let folder = try RunAccess.folder(target)
        let queue = BlockingQueue("selfplay.operation")
        let directory = Places.directory
        do {
            let text = try await queue.run { [self] in
                let store = try RunStore.hold(folder)
                let text = try perform(store.ledger, folder, directory: directory, live: nil)
                try store.finish()
                return text
            }
            Console.out(text)
        } catch let error as RunError where error.kind == .locked {
            let reply = try await InboxClient(folder: folder).ask(InboxRequest(arguments: arguments, directory: directory))
            if !reply.errors.isEmpty { Console.error(reply.errors) }
            if !reply.output.isEmpty { Console.out(reply.output) }
            if reply.exitCode != 0 { throw ExitCode(Int32(reply.exitCode)) }
        }
    }
}
