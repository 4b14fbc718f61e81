extension JSONWriter {
    mutating func appendQuoted(_ text: String) {
        var text = text
        text.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0)) }
    }

    /// Appends a string in quotes. Only what JSON demands is escaped: quote, backslash and the control characters below U+0020.
    mutating func appendQuoted(_ text: UnsafeRawBufferPointer) {
        append(Byte.quote)
        var place = 0
        while place < text.count {
            // For the rest if little of it is escaped; where it does not suffice, another round follows.
            let rest = text.count &- place
            makeRoom(rest &+ rest &>> 4 &+ Self.margin)
            let start = count
            count = storage.withUnsafeMutableBytes { room in
                var end = start
                Self.copy(text, from: &place, to: room, at: &end)
                return end
            }
        }
        append(Byte.quote)
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
            append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[start..<20]))
        }
    }

    /// More than an escape and a word take.
    private static let margin = 16

    /// Copies text, escaped, until it ends or less room is left than the rest of it and a margin need.
    private static func copy(
        _ text: UnsafeRawBufferPointer,
        from place: inout Int,
        to room: UnsafeMutableRawBufferPointer,
        at end: inout Int
    ) {
        guard let source = text.baseAddress, let target = room.baseAddress else { return }
        let length = text.count
        var (read, written) = (place, end)
        while read &+ 8 <= length {
            // Eight bytes are copied at once, then looked at: what follows the first one to escape is written over.
            let word = source.loadUnaligned(fromByteOffset: read, as: UInt64.self)
            target.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
            let special = specials(UInt64(littleEndian: word))
            if special == 0 {
                read &+= 8
                written &+= 8
                continue
            }
            let plain = special.trailingZeroBitCount >> 3
            read &+= plain &+ 1
            written &+= plain
            written &+= escape(source.load(fromByteOffset: read &- 1, as: UInt8.self), to: target + written)
            if room.count &- written < length &- read &+ margin {
                (place, end) = (read, written)
                return
            }
        }
        while read < length, room.count &- written >= margin {
            let byte = source.load(fromByteOffset: read, as: UInt8.self)
            read &+= 1
            if byte == Byte.quote || byte == Byte.backslash || byte < 0x20 {
                written &+= escape(byte, to: target + written)
            } else {
                target.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
                written &+= 1
            }
        }
        (place, end) = (read, written)
    }

    /// As in `JSONCursor.nextSpecial`, but what is not ASCII passes: the lowest bit set tells the first byte to escape.
    private static func specials(_ word: UInt64) -> UInt64 {
        let quotes = word ^ 0x2222_2222_2222_2222
        let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
        var special = (quotes &- 0x0101_0101_0101_0101) & ~quotes
        special |= (backslashes &- 0x0101_0101_0101_0101) & ~backslashes
        special |= (word &- 0x2020_2020_2020_2020) & ~word
        return special & 0x8080_8080_8080_8080
    }

    /// Writes a byte's escape and returns its length, at most 6.
    private static func escape(_ byte: UInt8, to target: UnsafeMutableRawPointer) -> Int {
        target.storeBytes(of: Byte.backslash, as: UInt8.self)
        let letter: UInt8
        switch byte {
        case 0x0A: letter = Byte.n
        case Byte.quote, Byte.backslash: letter = byte
        case 0x08: letter = Byte.b
        case 0x09: letter = Byte.t
        case 0x0C: letter = Byte.f
        case 0x0D: letter = Byte.r
        default:
            let low = byte & 0xF
            target.storeBytes(of: Byte.u, toByteOffset: 1, as: UInt8.self)
            target.storeBytes(of: Byte.zero, toByteOffset: 2, as: UInt8.self)
            target.storeBytes(of: Byte.zero, toByteOffset: 3, as: UInt8.self)
            target.storeBytes(of: byte >> 4 &+ Byte.zero, toByteOffset: 4, as: UInt8.self)
            target.storeBytes(of: low < 10 ? low &+ Byte.zero : low &+ 0x57, toByteOffset: 5, as: UInt8.self)
            return 6
        }
        target.storeBytes(of: letter, toByteOffset: 1, as: UInt8.self)
        return 2
    }
}
