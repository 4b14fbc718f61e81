import Glibc

/// Reads a file, or a pipe, in pieces; the pieces not yet used stand in `bytes`.
///
/// All calls block, so keep them off the cooperative pool.
final class ByteStream {
    let path: String
    /// What was read and not yet used up: `bytes[start..<end]`.
    private(set) var bytes: [UInt8]
    private(set) var start = 0
    private(set) var end = 0
    private let descriptor: Int32

    init(path: String, capacity: Int = 1 << 20) throws(DatasetError) {
        self.path = path
        bytes = [UInt8](repeating: 0, count: capacity)
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Marks the first `count` unused bytes as used.
    func use(_ count: Int) { start += count }

    /// Reads more; false at the end of the file. Moves the unused bytes to the front and makes room where there is none.
    func fill() throws(DatasetError) -> Bool {
        if start > 0 {
            bytes.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                memmove(base, base + start, end - start)
            }
            end -= start
            start = 0
        }
        if end == bytes.count { bytes.append(contentsOf: [UInt8](repeating: 0, count: bytes.count)) }
        while true {
            let count = bytes.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress?.advanced(by: end), bytes.count - end)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            end += count
            return count > 0
        }
    }

    private func failure() -> DatasetError {
        DatasetError(file: path, message: "the file cannot be read: \(String(cString: strerror(errno)))")
    }
}
