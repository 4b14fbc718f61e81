extension JSONCursor {
    package mutating func string() throws -> String {
        guard try nextByte() == Byte.quote else { throw unexpected("a string") }
        let content = try scanString()
        let count = content.end &- content.start
        if content.hasEscapes { return StringEscapes.decode(base + content.start, count) }
        return String(decoding: UnsafeBufferPointer(start: base + content.start, count: count), as: UTF8.self)
    }

    /// Passes over the string that starts here and tells where its content lies; escapes and UTF-8 are checked, nothing is copied.
    mutating func scanString() throws(JSONError) -> (start: Int, end: Int, hasEscapes: Bool) {
        let start = position &+ 1
        var place = start
        var hasEscapes = false
        while true {
            place = nextSpecial(from: place)
            guard place < end else { throw truncated() }
            let byte = base[place]
            if byte == Byte.quote {
                position = place &+ 1
                return (start, place, hasEscapes)
            }
            if byte == Byte.backslash {
                hasEscapes = true
                place = try endOfEscape(place)
            } else if byte >= 0x80 {
                place = try endOfScalar(place)
            } else {
                throw failure(.syntax, "a control character stands in a JSON string without an escape", at: place)
            }
        }
    }

    /// The first place from here that is a quote, a backslash, a control character or not ASCII; else the end.
    private func nextSpecial(from start: Int) -> Int {
        var place = start
        while place &+ 8 <= end {
            // Eight bytes at once: a byte's top bit gets set where it is special. Borrows run upwards only, so the lowest bit is right.
            let word = UInt64(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
            let quotes = word ^ 0x2222_2222_2222_2222
            let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
            var special = (quotes &- 0x0101_0101_0101_0101) & ~quotes
            special |= (backslashes &- 0x0101_0101_0101_0101) & ~backslashes
            special |= (word &- 0x2020_2020_2020_2020) & ~word
            special |= word
            special &= 0x8080_8080_8080_8080
            if special != 0 { return place &+ special.trailingZeroBitCount >> 3 }
            place &+= 8
        }
        while place < end {
            let byte = base[place]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return place }
            place &+= 1
        }
        return end
    }

    /// Where the escape that starts at `place` ends; a surrogate must come with its other half.
    private func endOfEscape(_ place: Int) throws(JSONError) -> Int {
        switch try byte(place &+ 1) {
        case Byte.quote, Byte.backslash, Byte.slash, Byte.b, Byte.f, Byte.n, Byte.r, Byte.t: return place &+ 2
        case Byte.u: break
        default: throw failure(.syntax, "an unknown escape in a JSON string", at: place)
        }
        let unit = try codeUnit(place)
        if unit & 0xF800 != 0xD800 { return place &+ 6 }
        if unit & 0xFC00 == 0xD800, try byte(place &+ 6) == Byte.backslash, try byte(place &+ 7) == Byte.u {
            if try codeUnit(place &+ 6) & 0xFC00 == 0xDC00 { return place &+ 12 }
        }
        throw failure(.invalidUTF8, "a \\u escape is half a surrogate pair", at: place)
    }

    /// The four hexadecimal digits of the `\u` escape at `place`.
    private func codeUnit(_ place: Int) throws(JSONError) -> UInt32 {
        for index in (place &+ 2)..<(place &+ 6) {
            guard StringEscapes.hexadecimalDigit(try byte(index)) != nil else {
                throw failure(.syntax, "a \\u escape without four hexadecimal digits", at: place)
            }
        }
        return StringEscapes.hexadecimal(base + (place &+ 2))
    }

    /// Where the multi-byte scalar that starts at `place` ends (well-formed sequences: Unicode 15, table 3-7).
    private func endOfScalar(_ place: Int) throws(JSONError) -> Int {
        let lead = base[place]
        let length: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { lowest = 0xA0 }
            if lead == 0xED { highest = 0x9F }
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { lowest = 0x90 }
            if lead == 0xF4 { highest = 0x8F }
        default: throw failure(.invalidUTF8, "a JSON string is not UTF-8", at: place)
        }
        var index = place &+ 1
        while index < place &+ length {
            let byte = try byte(index)
            guard byte >= lowest && byte <= highest else {
                throw failure(.invalidUTF8, "a JSON string is not UTF-8", at: place)
            }
            lowest = 0x80
            highest = 0xBF
            index &+= 1
        }
        return index
    }

    private func byte(_ place: Int) throws(JSONError) -> UInt8 {
        guard place < end else { throw truncated() }
        return base[place]
    }
}
