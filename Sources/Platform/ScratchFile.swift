import Glibc

/// A nameless temporary file: it goes when the last process that has it open is gone.
package final class ScratchFile: Sendable {
    package let descriptor: Int32

    /// The file in TMPDIR or `/tmp`, with `bytes` in it, to be read from its start.
    package init(_ bytes: [UInt8] = []) throws(AtomicFile.Failure) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((folder + "/selfplay-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw AtomicFile.Failure(path: folder, reason: String(cString: strerror(errno))) }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // What several processes write into it lines up.
        _ = fcntl(descriptor, F_SETFL, O_APPEND)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let reason = String(cString: strerror(errno))
                close(descriptor)
                throw AtomicFile.Failure(path: folder, reason: reason)
            }
            rest = rest.dropFirst(count)
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit {
        close(descriptor)
    }
}
