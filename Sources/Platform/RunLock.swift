import Glibc

/// The exclusive lock of a run folder: `flock` on `run.lock`, whose text is the holder's process id.
///
/// The kernel drops the lock when the process ends, however it ends; a stale file holds nobody.
package final class RunLock: Sendable {
    /// Why the lock was not taken.
    package enum Refusal: Error, Sendable, Hashable {
        /// Another process holds it; its id where the file tells.
        case held(by: Int32?)
        /// The file cannot be opened or locked: the system's reason.
        case unavailable(String)
    }

    private let descriptor: Int32

    /// Takes the lock at `path` without waiting, creating the file if needed.
    package init(path: String) throws(Refusal) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unavailable(String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = RunLock.holder(descriptor)
            close(descriptor)
            if reason == EWOULDBLOCK { throw .held(by: holder) }
            throw .unavailable(String(cString: strerror(reason)))
        }
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        self.descriptor = descriptor
    }

    /// The process that holds the lock at `path` right now, or nil when nobody does.
    package static func holder(at path: String) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        return holder(descriptor) ?? 0
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return nil }
        let digits = bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }
        return Int32(String(decoding: digits, as: UTF8.self))
    }

    deinit {
        close(descriptor)
    }
}
