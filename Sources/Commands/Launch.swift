import ArgumentParser
import Glibc
import Orchestrator
import Platform
import Settings

/// What `run` and `resume` do once they know the configuration and the folder.
struct Launch {
    let configuration: Configuration
    let folder: RunFolder
    let retriesFailed: Bool
    let factsOnly: Bool
    let killsTrainer: Bool

    func run() async throws {
        let control = RunControl()
        let watch = watchSignals(control)
        let transport = try Network.transport()
        let display = ProgressDisplay(isTerminal: Console.isTerminal)
        let factory: @Sendable (Configuration) throws -> BackendFactory = { configuration in
            try BackendFactory(
                configuration: configuration,
                transport: transport,
                environment: Network.environment,
                notice: { display.show(.warning($0)) }
            )
        }
        let board = FleetBoard()
        let launcher = RunLauncher(
            configuration: configuration,
            folder: folder,
            options: RunOptions(retriesFailed: retriesFailed, factsOnly: factsOnly, killsTrainer: killsTrainer, version: Selfplay.version),
            control: control,
            makeBackends: { try factory($0).make($1) },
            makeControls: { try factory($0).makeControls() },
            inbox: { InboxCommands.answer($0, ledger: $1, folder: $2, live: board) },
            board: board,
            notice: { display.show($0) }
        )
        let end: RoundEnd
        do {
            end = try await launcher.launch()
        } catch {
            display.finish()
            throw told(error)
        }
        display.finish()
        withExtendedLifetime(watch) {}
        try conclude(end)
    }

    /// What can be put right ends with how to go on, where there is a run to go on with.
    private func told(_ error: any Error) -> any Error {
        guard let error = error as? RunError, error.kind == .resumable, RunFolder.exists(folder.ledger) else { return error }
        return RunError(.resumable, "\(error.message)\nEverything finished is recorded. Go on with: selfplay resume \(folder.path)")
    }

    private func conclude(_ end: RoundEnd) throws {
        let resume = "selfplay resume \(folder.path)"
        switch end {
        case .complete:
            Console.error("done: \(folder.path)")
        case .interrupted:
            Console.error("interrupted; everything finished is recorded. Go on with: \(resume)")
            throw ExitCode(ExitCodes.interrupted)
        case .stopped(let reason):
            Console.error(
                "selfplay: stopped: \(reason)\nEverything finished is recorded. Go on with: \(resume) (given-up items: --retry-failed)"
            )
            throw ExitCode(ExitCodes.resumable)
        }
    }

    /// SIGINT drains and a second one cancels; SIGTERM drains for `limits.drain` seconds, then cancels; SIGUSR1 drains without limit.
    private func watchSignals(_ control: RunControl) -> SignalWatch {
        let interrupts = Lock(0)
        let drain = configuration.limits.drain
        return SignalWatch([SIGINT, SIGTERM, SIGUSR1]) { number in
            switch number {
            case SIGINT:
                let count = interrupts.withLock { count in
                    count += 1
                    return count
                }
                if count == 1 {
                    Console.error("\nfinishing what is in flight; interrupt again to give it up")
                    control.drain()
                } else {
                    control.cancel()
                }
            case SIGTERM:
                control.drain()
                Task {
                    try? await Task.sleep(for: .seconds(drain))
                    control.cancel()
                }
            default: control.drain()
            }
        }
    }
}
