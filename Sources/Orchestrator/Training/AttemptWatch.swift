import Glibc
import Platform

/// Waits, on a thread of its own, until no process of an attempt is left, and passes on what the trainer writes.
struct AttemptWatch {
    let folder: AttemptFolder
    /// The supervisor; nil where it is dead or out of sight.
    let supervisor: Int32?
    /// Said to give up waiting.
    let cancel: WakeUp

    /// Between two looks at the log.
    private static let pause = 0.25

    /// Blocks until the attempt's lock is free; false where waiting was given up.
    func wait(_ tail: inout LogTail, line: (String) -> Void) -> Bool {
        guard waitForSupervisor(&tail, line: line) else { return false }
        // Trainers that outlived a killed supervisor may still write.
        while RunLock.holder(at: folder.lock) != nil {
            if folder.supervisor == nil { folder.endOrphans() }
            if Readiness.wait([cancel.descriptor], seconds: 0.02)[0] { return false }
        }
        tail.read(isLast: true, line)
        return true
    }

    private func waitForSupervisor(_ tail: inout LogTail, line: (String) -> Void) -> Bool {
        guard let supervisor else { return true }
        let descriptor = ProcessDescriptor(supervisor)
        while !cancel.isSaid {
            let ended = Readiness.wait([descriptor.descriptor, cancel.descriptor], seconds: Self.pause)[0]
            tail.read(line)
            // A child of ours keeps its id until it is reaped; another's id is gone with it.
            let isReaped = ProcessEnd.reapEnded(supervisor) != nil
            if ended || isReaped || kill(supervisor, 0) != 0 { return true }
        }
        return false
    }
}
