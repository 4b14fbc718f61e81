extension JSONWriter {
    mutating func appendQuoted(_ text: String) {
        var text = text
        text.withUTF8 { appendQuoted($0) }
    }

    /// Appends a string in quotes. Only what JSON demands is escaped: quote, backslash and the control characters below U+0020.
    mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
        append("\"")
        var start = 0
        while start < text.count {
            let place = firstToEscape(text, from: start)
            if place > start { append(UnsafeBufferPointer(rebasing: text[start..<place])) }
            if place < text.count { appendEscape(text[place]) }
            start = place &+ 1
        }
        append("\"")
    }

    mutating func appendDecimal(_ value: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value.magnitude
            var start = 20
            repeat {
                start &-= 1
                digits[start] = UInt8(truncatingIfNeeded: rest % 10) &+ Byte.zero
                rest /= 10
            } while rest > 0
            if value < 0 {
                start &-= 1
                digits[start] = Byte.minus
            }
            append(UnsafeBufferPointer(rebasing: digits[start..<20]))
        }
    }

    private func firstToEscape(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = text.baseAddress else { return 0 }
        let end = text.count
        var place = start
        while place &+ 8 <= end {
            // As in `JSONCursor.nextSpecial`, but what is not ASCII passes.
            let word = UInt64(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
            let quotes = word ^ 0x2222_2222_2222_2222
            let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
            var special = (quotes &- 0x0101_0101_0101_0101) & ~quotes
            special |= (backslashes &- 0x0101_0101_0101_0101) & ~backslashes
            special |= (word &- 0x2020_2020_2020_2020) & ~word
            special &= 0x8080_8080_8080_8080
            if special != 0 { return place &+ special.trailingZeroBitCount >> 3 }
            place &+= 8
        }
        while place < end {
            let byte = base[place]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 { return place }
            place &+= 1
        }
        return end
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case Byte.quote: append("\\\"")
        case Byte.backslash: append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u001")
            let low = byte & 0xF
            append(low < 10 ? low &+ Byte.zero : low &+ 0x57)
        }
    }
}
