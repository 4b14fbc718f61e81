import Glibc

/// How a process came to its end.
package enum ProcessEnd: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    /// - Parameter status: as `waitpid(2)` gives it.
    package init(status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }

    /// Waits for a child of ours and frees its id.
    package static func reap(_ process: Int32) -> ProcessEnd? {
        var status: Int32 = 0
        while true {
            let reaped = waitpid(process, &status, 0)
            if reaped == process { return ProcessEnd(status: status) }
            guard reaped < 0, errno == EINTR else { return nil }
        }
    }

    /// Frees the id of a child of ours that has ended; nil where there is none.
    ///
    /// - Parameter process: -1 for any child.
    package static func reapEnded(_ process: Int32) -> (process: Int32, end: ProcessEnd)? {
        var status: Int32 = 0
        let reaped = waitpid(process, &status, WNOHANG)
        return reaped > 0 ? (reaped, ProcessEnd(status: status)) : nil
    }

    package var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .signalled(let signal): "signal \(signal) (\(String(cString: strsignal(signal))))"
        }
    }
}
