import Glibc
package import Inference
import Platform

/// Counts the calls the playground's backends receive, by kind, at their start.
///
/// Tests read the counts in process. With a file, every `sample`, `reward`, `logprob` and `train` call also appends one line, `sample 5` for a
/// call for five samples, with a single `write` to a descriptor opened for appending: the lines of several processes do not mix, and a process
/// that is killed has its calls on record. The write of a dozen bytes to a local file does not wait for a disk.
package final class PlaygroundCounters: Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case sample
        case reward
        case logprob
        case train
        case tokenize
        case probe
    }

    package struct Count: Sendable, Hashable {
        package var calls: Int
        /// Samples asked for, responses to reward, responses to score, conversations to tokenise; one a training or a probe.
        package var items: Int

        package init(calls: Int, items: Int) {
            self.calls = calls
            self.items = items
        }
    }

    /// Names the file for `fromEnvironment`.
    package static let variable = "SELFPLAY_PLAYGROUND_CALLS"

    private let counts = Lock<[Kind: Count]>([:])
    private let file: Int32?

    /// Counts in process only.
    package init() {
        file = nil
    }

    /// Counts in process and in `path`, which is made where it is missing. Throws `misconfigured` when it cannot be opened.
    package init(appendingTo path: String) throws(BackendError) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        if descriptor < 0 {
            let reason = String(cString: strerror(errno))
            throw BackendError(
                .misconfigured,
                "the playground cannot append its calls to \(path): \(reason); set \(Self.variable) to a writable file"
            )
        }
        file = descriptor
    }

    /// Counts in the file the environment names, if it names one.
    package static func fromEnvironment() throws(BackendError) -> PlaygroundCounters {
        guard let value = getenv(variable), value.pointee != 0 else { return PlaygroundCounters() }
        return try PlaygroundCounters(appendingTo: String(cString: value))
    }

    deinit {
        if let file { close(file) }
    }

    /// What was counted so far.
    package subscript(kind: Kind) -> Count {
        counts.withLock { $0[kind] ?? Count(calls: 0, items: 0) }
    }

    /// Counts a call. Throws `misconfigured` when the file does not take the line: a count that is wrong is worse than none.
    package func record(_ kind: Kind, items: Int) throws(BackendError) {
        counts.withLock { counts in
            counts[kind, default: Count(calls: 0, items: 0)].calls += 1
            counts[kind, default: Count(calls: 0, items: 0)].items += items
        }
        guard let file, kind != .tokenize, kind != .probe else { return }
        let line = Array("\(kind.rawValue) \(items)\n".utf8)
        if write(file, line, line.count) != line.count {
            let reason = String(cString: strerror(errno))
            throw BackendError(.misconfigured, "the playground could not append to the file \(Self.variable) names: \(reason)")
        }
    }
}
