import Glibc

/// The lines of a file of answers, one after the other, straight from its bytes.
package struct BatchLines: Sendable {
    private let bytes: [UInt8]
    private var position = 0
    /// Lines that are not JSON of the right kind: the end of a file that was cut off, a page of a proxy.
    package private(set) var unreadable = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next line that can be read; nil at the end.
    package mutating func next() -> BatchLine? {
        while position < bytes.count {
            let end = endOfLine()
            let range = position..<end
            position = end + 1
            let isBlank = bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
            if isBlank { continue }
            let line = bytes.withUnsafeBytes { try? BatchLine(UnsafeRawBufferPointer(rebasing: $0[range])) }
            guard let line, !line.customID.isEmpty else {
                unreadable += 1
                continue
            }
            return line
        }
        return nil
    }

    private func endOfLine() -> Int {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            guard let found = memchr(base + position, 0x0A, bytes.count - position) else { return bytes.count }
            return UnsafeRawPointer(found) - base
        }
    }
}
