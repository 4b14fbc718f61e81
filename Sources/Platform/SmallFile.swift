import Glibc

/// Whole small files: requests, replies, templates.
package enum SmallFile {
    /// The bytes of a regular file of at most 64 MiB, or nil where there is none to be read.
    package static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 64 << 20 {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }

    /// Puts `bytes` under `path` in one step.
    package static func write(_ bytes: [UInt8], to path: String) throws(AtomicFile.Failure) {
        let file = try AtomicFile(path: path)
        try file.write(bytes)
        _ = try file.commit()
    }
}
