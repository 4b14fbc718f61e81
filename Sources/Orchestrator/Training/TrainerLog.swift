import Glibc
import Platform

/// The pipe that a trainer's stdout and stderr go into, and the file they end in.
final class TrainerLog {
    /// For the trainer.
    private(set) var writeEnd: Int32
    /// For `Readiness`; -1 once every writer has closed it.
    private(set) var readEnd: Int32
    /// More came than the limit allows; what came until then is kept.
    private(set) var isFull = false
    private let file: Int32
    private var room: Int
    private var chunk = [UInt8](repeating: 0, count: 65_536)

    init(path: String, limit: Int) throws(RunError) {
        file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw RunError(.resumable, "\(path) cannot be written: \(String(cString: strerror(errno)))") }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            close(file)
            throw RunError(.resumable, "no pipe for the trainer's output: \(String(cString: strerror(errno)))")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // Ours only: the trainer's writes wait for room as usual.
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        (readEnd, writeEnd) = (ends[0], ends[1])
        room = limit
    }

    func closeWriteEnd() {
        if writeEnd >= 0 { close(writeEnd) }
        writeEnd = -1
    }

    /// Takes what is in the pipe without waiting. Beyond the limit it is thrown away, so that nobody is stuck in a write while being ended.
    func drain() {
        // More than a pipe holds, but not without end: others are waiting too.
        for _ in 0..<64 where readEnd >= 0 {
            let count = read(readEnd, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return }
            if count == 0 {
                close(readEnd)
                readEnd = -1
                return
            }
            if count > room { isFull = true }
            keep(min(count, room))
            if isFull { return }
        }
    }

    private func keep(_ count: Int) {
        var start = 0
        while start < count {
            let written = chunk.withUnsafeBytes { write(file, $0.baseAddress?.advanced(by: start), count - start) }
            if written < 0 && errno == EINTR { continue }
            // A full disk costs the log, not the training.
            guard written > 0 else { break }
            start += written
        }
        room -= count
    }

    deinit {
        closeWriteEnd()
        if readEnd >= 0 { close(readEnd) }
        close(file)
    }
}
