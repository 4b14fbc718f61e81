import Glibc

/// A file that appears under its name only when it is complete and on disk.
///
/// Bytes go to a hidden file in the same folder; `commit` syncs it, renames it and syncs the folder, so that after a
/// crash at any point the name holds either the old content or the whole new one. The hidden file of a crashed writer
/// is taken over by the next writer of the same path; a writer that is dropped without `commit` removes its own.
///
/// All calls block, so keep them off the cooperative pool. One writer a path at a time: a second one is refused.
package final class AtomicFile {
    /// Why a file could not be written.
    package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        package let path: String
        package let reason: String

        package var description: String { "\(path) cannot be written: \(reason)" }
    }

    /// What was written.
    package struct Receipt: Sendable, Hashable {
        package let bytes: Int
        /// 64 hexadecimal digits.
        package let sha256: String
    }

    private let path: String
    private let partialPath: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private var hash = SHA256()
    private var bytesWritten = 0

    private static let bufferSize = 1 << 18

    /// Starts a file that will stand at `path`; its folder must exist.
    package init(path: String) throws(Failure) {
        self.path = path
        partialPath = Self.folder(of: path) + "." + Self.name(of: path) + ".partial"
        descriptor = try Self.openLocked(partialPath, for: path)
        buffer.reserveCapacity(Self.bufferSize)
    }

    deinit {
        guard descriptor >= 0 else { return }
        unlink(partialPath)
        close(descriptor)
    }

    package func write(_ bytes: [UInt8]) throws(Failure) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Puts the file under its name. Nothing can be written afterwards.
    package func commit() throws(Failure) -> Receipt {
        try flush()
        guard fsync(descriptor) == 0, rename(partialPath, path) == 0 else { throw failure() }
        close(descriptor)
        descriptor = -1
        try syncFolder()
        var complete = SHA256()
        swap(&complete, &hash)
        return Receipt(bytes: bytesWritten, sha256: SHA256.hexadecimal(complete.finish()))
    }

    private func flush() throws(Failure) {
        guard descriptor >= 0 else { throw Failure(path: path, reason: "it is already complete") }
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            start += count
        }
        buffer.withUnsafeBytes { hash.update($0) }
        bytesWritten += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// Without this the rename itself may be lost in a power failure.
    private func syncFolder() throws(Failure) {
        let folder = open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure() }
        defer { close(folder) }
        // Some file systems cannot sync a folder and say EINVAL.
        guard fsync(folder) == 0 || errno == EINVAL else { throw failure() }
    }

    /// Opens the hidden file and takes its lock, so that two writers never share one.
    private static func openLocked(_ partialPath: String, for path: String) throws(Failure) -> Int32 {
        while true {
            let descriptor = open(partialPath, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw Failure(path: path, reason: String(cString: strerror(errno))) }
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
                close(descriptor)
                throw Failure(path: path, reason: "another writer is at work on it")
            }
            if isStill(descriptor, at: partialPath) && ftruncate(descriptor, 0) == 0 { return descriptor }
            close(descriptor)
        }
    }

    /// False when another writer renamed the file between our opening and locking it.
    private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
        var opened = stat()
        var named = stat()
        guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
        return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
    }

    private func failure() -> Failure { Failure(path: path, reason: String(cString: strerror(errno))) }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "./" }
        return String(path[...slash])
    }

    private static func name(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }
}
