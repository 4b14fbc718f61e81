import Glibc
import Platform

/// Follows a growing file line by line. A file that grows faster than its lines are told is told by its end: nobody waits for the rest.
///
/// A carriage return begins its line anew, as progress bars mean it, so that a bar is one line when it is done. Lines are cut at `lineLimit`
/// bytes. Bytes that are no UTF-8 become `\u{FFFD}`; control codes stay in and are the caller's business.
struct LogTail {
    private let descriptor: Int32
    private var offset: Int
    private var lines = LineSplitter(limit: LogTail.lineLimit)

    static let lineLimit = 4096
    private static let chunk = 65_536
    /// Bytes that may wait to be told; of more, only the last `chunk` are.
    private static let mostWaiting = 1 << 20

    /// - Parameter recent: Begin at most this many bytes before the file's present end, at a line's start; nil: at the file's beginning.
    init(path: String, recent: Int? = nil) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        let size = descriptor >= 0 ? FileSlice.size(of: descriptor) : 0
        offset = 0
        if let recent, size > recent { offset = lineStart(from: size - recent, to: size) }
    }

    /// The lines that were completed since the last call. `isLast` gives what stands behind the last line feed too.
    mutating func read(isLast: Bool = false, _ body: (String) -> Void) {
        guard descriptor >= 0 else { return }
        // What is written meanwhile is the next call's.
        let size = FileSlice.size(of: descriptor)
        catchUp(size, body)
        while offset < size {
            let bytes = FileSlice.read(descriptor, from: offset, count: min(Self.chunk, size - offset))
            guard !bytes.isEmpty else { break }
            offset += bytes.count
            lines.add(bytes, body)
        }
        if isLast { lines.finish(body) }
    }

    private mutating func catchUp(_ size: Int, _ body: (String) -> Void) {
        guard size - offset > Self.mostWaiting else { return }
        lines.finish(body)
        let start = lineStart(from: size - Self.chunk, to: size)
        body("… (\(start - offset) bytes are in the log only)")
        offset = start
    }

    /// Where the first whole line begins at or after a place near the end.
    private func lineStart(from place: Int, to size: Int) -> Int {
        let bytes = FileSlice.read(descriptor, from: place, count: size - place)
        return place + (bytes.firstIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
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
