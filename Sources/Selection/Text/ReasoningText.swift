/// Tells a reasoning model's answer from the reasoning it wrote down before it.
package enum ReasoningText {
    /// A text without its reasoning blocks, and without white space at its ends; the text itself where it has no block.
    ///
    /// A block goes from `open` to the next `close`; one that is never closed goes to the end. A `close` that comes before any `open` ends
    /// a block whose beginning stood in the prompt, as several chat templates have it. Further ones are text.
    package static func strip(_ text: String, open: String = "<think>", close: String = "</think>") -> String {
        let (bytes, opening, closing) = (Array(text.utf8), Array(open.utf8), Array(close.utf8))
        guard !opening.isEmpty, !closing.isEmpty else { return text }
        let firstOpen = position(of: opening, in: bytes, from: 0)
        let firstClose = position(of: closing, in: bytes, from: 0)
        guard firstOpen != nil || firstClose != nil else { return text }

        var answer: [UInt8] = []
        var start = 0
        if let firstClose, firstClose < firstOpen ?? bytes.count { start = firstClose + closing.count }
        while start < bytes.count {
            guard let block = position(of: opening, in: bytes, from: start) else {
                answer += bytes[start...]
                break
            }
            answer += bytes[start..<block]
            guard let end = position(of: closing, in: bytes, from: block + opening.count) else { break }
            start = end + closing.count
        }
        return String(decoding: trimmed(answer), as: UTF8.self)
    }

    private static func position(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place + pattern.count <= bytes.count {
            if bytes[place] == pattern[0], bytes[place..<(place + pattern.count)].elementsEqual(pattern) { return place }
            place += 1
        }
        return nil
    }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else { return [] }
        return bytes[first...last]
    }
}
