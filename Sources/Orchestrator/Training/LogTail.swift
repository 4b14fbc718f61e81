import Glibc
import Platform

/// Follows a growing file line by line.
///
/// A carriage return begins its line anew, as progress bars mean it, so that a bar is one line when it is done. Lines are cut at `lineLimit`
/// bytes. Bytes that are no UTF-8 become `\u{FFFD}`; control codes stay in and are the caller's business.
struct LogTail {
    private let descriptor: Int32
    private var offset: Int
    private var lines = LineSplitter(limit: LogTail.lineLimit)

    static let lineLimit = 4096
    private static let chunk = 65_536

    /// - Parameter recent: Begin at most this many bytes before the file's present end, at a line's start; nil: at the file's beginning.
    init(path: String, recent: Int? = nil) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        let size = descriptor >= 0 ? FileSlice.size(of: descriptor) : 0
        offset = 0
        guard let recent, size > recent else { return }
        offset = size - recent
        let bytes = FileSlice.read(descriptor, from: offset, count: recent)
        offset += (bytes.firstIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    }

    /// The lines that were completed since the last call. `isLast` gives what stands behind the last line feed too.
    mutating func read(isLast: Bool = false, _ body: (String) -> Void) {
        guard descriptor >= 0 else { return }
        while true {
            let bytes = FileSlice.read(descriptor, from: offset, count: Self.chunk)
            offset += bytes.count
            lines.add(bytes, body)
            if bytes.count < Self.chunk { break }
        }
        if isLast { lines.finish(body) }
    }

    func end() {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The last lines of a file, for an error message; each cut short.
    static func lastLines(_ path: String, count: Int = 5) -> [String] {
        var tail = LogTail(path: path, recent: 16_384)
        defer { tail.end() }
        var lines: [String] = []
        tail.read(isLast: true) { lines.append($0) }
        return LastLines.of(lines, count: count)
    }
}
