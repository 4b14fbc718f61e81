import JSONCursor

/// Reads a verdict out of a judge's text, byte by byte, so that it is known where it stood.
struct VerdictReader {
    let bytes: [UInt8]
    let form: JudgeForm

    private static let decoration: Set<UInt8> = Set(" \t\r\n*_`\"'(".utf8)
    private static let closing: Set<UInt8> = Set(".,;:)*_`\"'/!\r\n".utf8)

    /// The place of the first byte that is neither white space nor emphasis, nor part of a code fence.
    func afterDecoration(_ start: Int) -> Int {
        var place = start
        while place < bytes.count, Self.decoration.contains(bytes[place]) { place += 1 }
        if bytes[start..<place].suffix(3).elementsEqual("```".utf8), bytes[place...].starts(with: "json".utf8) {
            return afterDecoration(place + 4)
        }
        return place
    }

    /// `{"verdict": …}`, other members allowed; throws if that is not what stands there.
    func json(from start: Int) throws -> SpokenVerdict? {
        var end = bytes.count
        while end > start, bytes[end - 1] != UInt8(ascii: "}") { end -= 1 }
        let object = Array(bytes[start..<end])
        var verdict: SpokenVerdict?
        do {
            try JSONCursor.read(object) { cursor in
                try cursor.object { key, value in
                    guard key == "verdict" else { return try value.skip() }
                    guard verdict == nil else { throw BadReply.malformed("the judge gives two verdicts") }
                    verdict = try spoken(&value, from: start)
                }
            }
        } catch let error as JSONError {
            throw BadReply.malformed("the judge's verdict is no whole JSON object: \(error)")
        }
        return verdict
    }

    private func spoken(_ value: inout JSONCursor, from start: Int) throws -> SpokenVerdict? {
        let isText = try value.peek() == .string
        let place = start + value.offset + (isText ? 1 : 0)
        let text: String
        if isText {
            text = try value.string()
        } else if try value.peek() == .number {
            let number = try value.double()
            text = number == number.rounded() && abs(number) < 1e6 ? String(Int(number)) : number.description
        } else {
            return nil
        }
        guard isAccepted(text) else {
            throw BadReply.malformed("the judge's verdict \(Excerpt.of(text, limit: 40)) is none of those asked for")
        }
        return SpokenVerdict(text: text, range: place..<place + text.utf8.count)
    }

    /// A verdict in front of everything else.
    func leading(from start: Int) -> SpokenVerdict? {
        guard let verdict = verdict(at: start) else { return nil }
        let end = verdict.range.upperBound
        let isAlone = bytes[end...].allSatisfy(Self.decoration.contains)
        return isAlone || Self.closing.contains(bytes[end]) ? verdict : nil
    }

    /// The last `[[verdict]]`.
    func bracketed(from start: Int) -> SpokenVerdict? {
        var place = bytes.count - 4
        while place >= start {
            if bytes[place...].starts(with: "[[".utf8), let verdict = verdict(at: place + 2),
                bytes[verdict.range.upperBound...].starts(with: "]]".utf8)
            {
                return verdict
            }
            place -= 1
        }
        return nil
    }

    /// `Verdict: 7` on the last line that holds anything, with nothing behind but closing marks.
    func lastLine(from start: Int) -> SpokenVerdict? {
        var end = bytes.count
        while end > start, Self.decoration.contains(bytes[end - 1]) || Self.closing.contains(bytes[end - 1]) { end -= 1 }
        var place = end
        while place > start, bytes[place - 1] != UInt8(ascii: ":") {
            if bytes[place - 1] == UInt8(ascii: "\n") { return nil }
            place -= 1
        }
        guard place > start, let verdict = verdict(at: afterDecoration(place)) else { return nil }
        let rest = bytes[verdict.range.upperBound..<end]
        return rest.isEmpty || isOutOf(rest) ? verdict : nil
    }

    /// The label or number that stands at `place`, as long as it goes.
    private func verdict(at place: Int) -> SpokenVerdict? {
        var end = place
        while end < bytes.count, isWordByte(bytes[end]) || isPoint(at: end) { end += 1 }
        let text = String(decoding: bytes[place..<end], as: UTF8.self)
        return isAccepted(text) ? SpokenVerdict(text: text, range: place..<end) : nil
    }

    /// The `/10` of `7/10`.
    private func isOutOf(_ rest: ArraySlice<UInt8>) -> Bool {
        guard case .pointwise(let scale) = form else { return false }
        return String(decoding: rest, as: UTF8.self).filter { $0 != " " } == "/\(scale.high)"
    }

    private func isAccepted(_ text: String) -> Bool {
        switch form {
        case .pointwise(let scale):
            guard text.utf8.first != 0x2E, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }), let number = Double(text) else {
                return false
            }
            return Double(scale.low)...Double(scale.high) ~= number
        case .pairwise:
            return form.labels.contains(text)
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte >= 0x80
    }

    /// A point within a number.
    private func isPoint(at place: Int) -> Bool {
        guard bytes[place] == UInt8(ascii: "."), place + 1 < bytes.count else { return false }
        return 0x30...0x39 ~= bytes[place + 1]
    }
}
