import Glibc

/// An attempt at training that gave no model. The next start makes a new attempt.
package struct TrainingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    package let exit: TrainerExit
    /// The trainer's output, absolute.
    package let log: String
    /// One sentence, then the last lines of the trainer's output if there are any.
    package let message: String

    package var description: String { message }

    /// As the command line tells it: exit code 3.
    package var runError: RunError { RunError(.resumable, message) }

    init(_ exit: TrainerExit, spec: TrainerSpec, folder: AttemptFolder) {
        self.exit = exit
        log = folder.log
        let name = "the trainer (attempt \(exit.attempt))"
        let told = LastLines.appended(LogTail.lastLines(folder.log))
        let end = "its output is in \(folder.log)\(told)"
        switch exit.reason {
        case .exited:
            if exit.isSuccess {
                message = "\(name) ended with exit code 0 but wrote nothing to \(folder.model): it must write the model to {output}; \(end)"
            } else if let signal = exit.signal {
                message = "\(name) was ended by signal \(signal) (\(String(cString: strsignal(Int32(signal)))))\(Self.hint(signal)); \(end)"
            } else {
                message = "\(name) ended with exit code \(exit.code ?? -1); \(end)"
            }
        case .timedOut: message = "\(name) was ended after \(Self.seconds(spec.timeout)) (trainer.timeout); \(end)"
        case .logLimit:
            message = "\(name) was ended because it wrote more than \(spec.logLimit) bytes of output (trainer.log_limit); \(end)"
        case .killed: message = "\(name) was ended on request; \(end)"
        case .notStarted: message = "\(name) cannot be started: \(exit.error ?? "no reason is known")"
        case .lost: message = "\(name) is gone without a word: its supervisor was killed or the machine stopped; \(end)"
        }
    }

    private static func hint(_ signal: Int) -> String {
        signal == Int(SIGKILL) ? ", perhaps for want of memory" : ""
    }

    private static func seconds(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value)) s" : "\(value) s"
    }
}
