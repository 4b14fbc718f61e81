import Glibc

/// Splits a stream into lines: `\n` or `\r\n` ends one, the last may have no end.
struct LineReader {
    private let stream: ByteStream

    init(_ stream: ByteStream) { self.stream = stream }

    /// Hands every line that is not blank to `body` with its number, from 1. The bytes are valid during the call only.
    func forEach(_ body: (UnsafeRawBufferPointer, Int) throws -> Void) throws {
        var number = 0
        var searched = 0
        while true {
            if let length = lengthOfLine(from: searched) {
                number += 1
                try hand(length, number, body)
                stream.use(length + 1)
                searched = 0
            } else {
                searched = stream.end - stream.start
                guard try stream.fill() else { break }
            }
        }
        if searched > 0 { try hand(searched, number + 1, body) }
    }

    /// The bytes before the next `\n`, of which the first `searched` are known to hold none.
    private func lengthOfLine(from searched: Int) -> Int? {
        stream.bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, stream.start + searched < stream.end else { return nil }
            let from = base + stream.start + searched
            guard let found = memchr(from, 0x0A, stream.end - stream.start - searched) else { return nil }
            return UnsafeRawPointer(found) - (base + stream.start)
        }
    }

    private func hand(_ length: Int, _ number: Int, _ body: (UnsafeRawBufferPointer, Int) throws -> Void) throws {
        try stream.bytes.withUnsafeBytes { bytes in
            var line = UnsafeRawBufferPointer(rebasing: bytes[stream.start..<(stream.start + length)])
            if line.last == 0x0D { line = UnsafeRawBufferPointer(rebasing: line.dropLast()) }
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
            try body(line, number)
        }
    }
}
