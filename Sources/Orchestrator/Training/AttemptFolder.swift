import Glibc
import Platform

/// The folder of one attempt at a round's training.
package struct AttemptFolder: Sendable, Hashable {
    /// The variable by which all processes of an attempt are known: its value is the folder's path.
    package static let variable = "SELFPLAY_ATTEMPT"

    /// Absolute, without links.
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The number at the end of `round-001.attempt-2`; 0 where the name has none.
    package var number: Int {
        guard let mark = path.lastIndex(of: "-") else { return 0 }
        return Int(path[path.index(after: mark)...]) ?? 0
    }

    /// Held with `flock` by the supervisor and by its trainer; its text is the supervisor's process id.
    package var lock: String { path + "/lock" }
    /// What the trainer wrote to stdout and stderr.
    package var log: String { path + "/output.log" }
    package var exit: String { path + "/exit" }
    /// What `{output}` stands for. The trainer makes it.
    package var model: String { path + "/model" }

    package func readExit() -> TrainerExit? {
        SmallFile.read(exit).flatMap { TrainerExit(json: $0) }
    }

    /// Puts the file `exit` there, whole and synced.
    package func write(_ exit: TrainerExit) throws {
        try SmallFile.write(exit.json(), to: self.exit)
    }

    package func survey() -> TrainingSituation.Attempt {
        // The lock first: who lets go of it has written `exit` before.
        let isLocked = RunLock.holder(at: lock) != nil
        return TrainingSituation.Attempt(number: number, isLocked: isLocked, exit: readExit(), hasModel: FileTree.holdsBytes(model))
    }

    /// Whether anything of the attempt runs, a supervisor that has not come to its lock yet included.
    var isAtWork: Bool {
        RunLock.holder(at: lock) != nil || !ProcessTable.processes(withVariable: Self.variable, value: path, orHolding: lock).isEmpty
    }

    /// The supervisor, where it is alive and visible from here.
    package var supervisor: Int32? {
        guard let holder = RunLock.holder(at: lock), holder > 0 else { return nil }
        return ProcessTable.belongs(holder, variable: Self.variable, value: path, file: lock) ? holder : nil
    }

    /// Ends at once what is left of an attempt whose supervisor is gone, and returns what was found.
    @discardableResult
    package func endOrphans() -> [Int32] {
        let orphans = ProcessTable.processes(withVariable: Self.variable, value: path, orHolding: lock)
        for process in orphans { kill(process, SIGKILL) }
        return orphans
    }
}
