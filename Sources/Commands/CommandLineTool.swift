import ArgumentParser
import Glibc
import Ledger
import Orchestrator
import Platform
import Settings

/// Runs a command line and returns its exit code: the one place where errors become codes and sentences.
package enum CommandLineTool {
    package static func run(_ arguments: [String]) async -> Int32 {
        // A write past the file-size limit or into a closed pipe is an error to be told, not a death.
        signal(SIGXFSZ, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        DescriptorLimit.raise()
        do {
            // Apart from the commands for people: selfplay itself calls it.
            let isSupervisor = arguments.first == SuperviseCommand.configuration.commandName
            var command = try isSupervisor ? SuperviseCommand.parse(Array(arguments.dropFirst())) : Selfplay.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return ExitCodes.done
        } catch {
            return report(error)
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        if let exit = error as? ExitCode { return exit.rawValue }
        if let known = ExitCodes.explain(error) {
            Console.error("selfplay: \(known.message)")
            return known.code
        }
        let text = Selfplay.fullMessage(for: error)
        switch Selfplay.exitCode(for: error).rawValue {
        case 0:
            Console.out(text)
            return ExitCodes.done
        case ExitCode.validationFailure.rawValue:
            Console.error(text)
            return ExitCodes.input
        default:
            Console.error("selfplay: internal error: \(text)")
            return ExitCodes.internalError
        }
    }
}
