import Glibc
import Platform

/// A file of any size, read at once. Blocks.
enum WholeFile {
    /// Its bytes, or nil where it cannot be opened.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return FileSlice.read(descriptor, from: 0, count: FileSlice.size(of: descriptor))
    }
}
