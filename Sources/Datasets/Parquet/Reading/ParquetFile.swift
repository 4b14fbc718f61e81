import Glibc

/// A file that is read in places. Calls block.
final class ParquetFile {
    let size: Int
    private let descriptor: Int32

    init(path: String) throws(ParquetFault) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure() }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw Self.failure()
        }
        size = status.st_size
    }

    deinit {
        close(descriptor)
    }

    /// The bytes from `offset` on; fewer than that in the file are an error.
    func read(_ count: Int, at offset: Int) throws(ParquetFault) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
            throw ParquetFault("the file is cut off or damaged: something stands beyond its end")
        }
        var done = 0
        var isGood = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            while done < count, isGood {
                let got = pread(descriptor, target.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
                if got < 0 && errno == EINTR { continue }
                isGood = got > 0
                done += max(0, got)
            }
            filled = done
        }
        guard isGood else { throw errno == 0 ? ParquetFault("the file became shorter while it was read") : Self.failure() }
        return bytes
    }

    private static func failure() -> ParquetFault { ParquetFault("the file cannot be read: \(String(cString: strerror(errno)))") }
}
