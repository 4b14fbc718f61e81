import Datasets
import Ledger
import Orchestrator
import Platform
import Settings

/// What the process ends with.
enum ExitCodes {
    static let done: Int32 = 0
    /// Bad usage, configuration, input or verdict; nothing was touched.
    static let input: Int32 = 2
    /// Stopped before the end; going on is possible.
    static let resumable: Int32 = 3
    /// Locked by another process.
    static let locked: Int32 = 4
    static let internalError: Int32 = 70
    /// Interrupted; going on is possible.
    static let interrupted: Int32 = 130

    /// The code and sentence of an error that is ours; nil for others.
    static func explain(_ error: any Error) -> (code: Int32, message: String)? {
        switch error {
        case let error as RunError:
            switch error.kind {
            case .input: (input, error.message)
            case .resumable: (resumable, error.message)
            case .locked: (locked, error.message)
            }
        case let error as ConfigurationError: (input, error.description)
        case let error as LedgerError:
            switch error.kind {
            case .missing, .notALedger, .readOnly, .newer, .older: (input, error.message)
            case .full: (resumable, error.message)
            case .inconsistent, .other: (internalError, error.message)
            }
        case let error as AtomicFile.Failure:
            (resumable, "\(error): free disk space or make the folder writable, then run the command again")
        case let error as DatasetError: (input, error.description)
        case is CancellationError: (interrupted, "interrupted before the first request; the same command starts again")
        default: explainLedger(error)
        }
    }

    /// What SQLite says outside the answering of a round: a disk that is full for a selection is as resumable as one that is full for an answer.
    private static func explainLedger(_ error: any Error) -> (code: Int32, message: String)? {
        let told = LedgerError.explaining(error)
        return told.kind == .other ? nil : explain(told)
    }
}
