import Glibc
import Platform
import Scheduling

/// Says what the end of a child means: its failure class and a sentence for people, with what it said last on stderr.
struct CommandFailure {
    let specification: CommandSpecification
    /// An earlier life answered.
    let hasWorkedBefore: Bool
    /// This life answered.
    let hasAnswered: Bool
    /// Nothing, or a clause.
    let lastWords: String

    /// The class where there was no answer yet: what never worked will not work when it is started again; what did may.
    private var start: FailureClass { hasWorkedBefore ? .unreachable : .misconfigured }

    /// - Parameter end: nil where the child was never there, or still is.
    func error(_ ending: CommandEnding?, _ end: ProcessEnd?) -> BackendError {
        let place = specification.place
        switch ending {
        case .asked, nil: return BackendError(hasAnswered ? .connectionLost : .unreachable, "\(place): was ended")
        case .notStarted(let failure): return BackendError(start, "\(specification.name) cannot be started: \(failure)")
        case .noPipes(let error): return BackendError(.unreachable, "\(specification.name) cannot be started: \(error.message)")
        case .garbage(let what): return BackendError(hasAnswered ? .malformedReply : start, "\(place) \(what)\(lastWords)")
        case .hung(let seconds):
            let message = "\(place) answered nothing for \(seconds) s and was ended\(lastWords)"
            return BackendError(hasAnswered ? .connectionLost : start, message)
        case .gone:
            // We kill what lives on without its pipes: whose SIGKILL it was cannot be told.
            let how = end.map { $0 == .signalled(SIGKILL) ? "closed its stdin or stdout, or was killed" : "ended with \($0)" } ?? "ended"
            let when = hasAnswered ? "" : " before its first answer"
            return BackendError(hasAnswered ? .connectionLost : start, "\(place) \(how)\(when)\(lastWords)")
        }
    }

    /// One request got no answer in time.
    func late(_ seconds: Double) -> BackendError {
        BackendError(.timedOut, "\(specification.place) gave no answer within \(seconds) s\(lastWords)")
    }
}
