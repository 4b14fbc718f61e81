import Glibc
import Platform

/// `runs/<name>/models` as far as one round is concerned: its attempts, and `round-001`, the one that counts.
package struct ModelsFolder: Sendable {
    /// Absolute, without links.
    package let path: String
    package let round: Int

    /// The folder need not exist.
    package init(path: String, round: Int) {
        let real = realpath(path, nil)
        defer { free(real) }
        self.path = real.map { String(cString: $0) } ?? path
        self.round = round
    }

    /// The folder, made where it was missing; kind `resumable` where it cannot be.
    package static func made(path: String, round: Int) throws(RunError) -> ModelsFolder {
        do { try RunFolder.create(path) } catch { throw RunError(.resumable, error.message) }
        return ModelsFolder(path: path, round: round)
    }

    private var name: String {
        let digits = String(round)
        return "round-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// The folder of the training that counts, once there is one.
    package var finished: AttemptFolder { AttemptFolder(path: path + "/" + name) }

    package func attempt(_ number: Int) -> AttemptFolder { AttemptFolder(path: path + "/" + name + ".attempt-\(number)") }

    /// The attempts on disk, lowest first.
    package var attempts: [AttemptFolder] {
        let prefix = name + ".attempt-"
        let numbers = FolderListing.names(in: path).compactMap { $0.hasPrefix(prefix) ? Int($0.dropFirst(prefix.count)) : nil }
        return numbers.filter { $0 > 0 }.sorted().map { attempt($0) }
    }

    package func survey(isRecorded: Bool = false) -> TrainingSituation {
        var finished: TrainingSituation.Finished?
        if RunFolder.exists(self.finished.path) {
            finished = .init(exit: self.finished.readExit(), hasModel: FileTree.holdsBytes(self.finished.model))
        }
        return TrainingSituation(isRecorded: isRecorded, finished: finished, attempts: attempts.map { $0.survey() })
    }

    /// Makes the folder of a new attempt.
    package func makeAttempt(_ number: Int) throws(RunError) -> AttemptFolder {
        let folder = attempt(number)
        guard mkdir(folder.path, 0o755) == 0 else {
            throw RunError(.resumable, "\(folder.path) cannot be made: \(String(cString: strerror(errno)))")
        }
        FileTree.syncFolder(path)
        return folder
    }

    /// The point from which the training counts: `round-001.attempt-2` becomes `round-001`. What failed attempts left of models goes.
    package func commit(_ number: Int) throws(RunError) {
        guard rename(attempt(number).path, finished.path) == 0 else {
            throw RunError(.resumable, "\(attempt(number).path) cannot be renamed: \(String(cString: strerror(errno)))")
        }
        FileTree.syncFolder(path)
        removeModels(before: Int.max)
    }

    /// Frees the space of failed attempts' half models; their logs stay.
    package func removeModels(before number: Int) {
        for attempt in attempts where attempt.number < number { FileTree.remove(attempt.model) }
    }
}
