/// Decodes the contents of JSON strings that `JSONCursor` has already found to be well formed.
enum StringEscapes {
    static func decode(_ source: UnsafePointer<UInt8>, _ count: Int) -> String {
        // No escape is shorter than what it stands for, so the source's length is enough.
        String(unsafeUninitializedCapacity: count) { target in
            guard let start = target.baseAddress else { return 0 }
            return decode(source, count, into: start)
        }
    }

    private static func decode(_ source: UnsafePointer<UInt8>, _ count: Int, into target: UnsafeMutablePointer<UInt8>) -> Int {
        var read = 0
        var written = 0
        while read < count {
            let byte = source[read]
            guard byte == Byte.backslash else {
                target[written] = byte
                written &+= 1
                read &+= 1
                continue
            }
            let letter = source[read &+ 1]
            read &+= 2
            guard letter == Byte.u else {
                target[written] = plain(letter)
                written &+= 1
                continue
            }
            var scalar = hexadecimal(source + read)
            read &+= 4
            if scalar & 0xFC00 == 0xD800 {
                let low = hexadecimal(source + (read &+ 2))
                read &+= 6
                scalar = 0x10000 &+ ((scalar & 0x3FF) << 10) &+ (low & 0x3FF)
            }
            written &+= encode(scalar, target + written)
        }
        return written
    }

    /// What a one-letter escape stands for.
    private static func plain(_ letter: UInt8) -> UInt8 {
        switch letter {
        case Byte.b: 0x08
        case Byte.f: 0x0C
        case Byte.n: 0x0A
        case Byte.r: 0x0D
        case Byte.t: 0x09
        default: letter
        }
    }

    /// The value of four hexadecimal digits.
    static func hexadecimal(_ digits: UnsafePointer<UInt8>) -> UInt32 {
        var value: UInt32 = 0
        for index in 0..<4 {
            value = value << 4 | UInt32(hexadecimalDigit(digits[index]) ?? 0)
        }
        return value
    }

    static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x41...0x46: byte &- 0x37
        case 0x61...0x66: byte &- 0x57
        default: nil
        }
    }

    /// Writes a scalar as UTF-8; returns the number of bytes.
    private static func encode(_ scalar: UInt32, _ target: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            target[0] = UInt8(truncatingIfNeeded: scalar)
            return 1
        }
        let length: Int = scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
        let lead: UInt32 = length == 2 ? 0xC0 : length == 3 ? 0xE0 : 0xF0
        var rest = scalar
        for index in stride(from: length - 1, to: 0, by: -1) {
            target[index] = UInt8(truncatingIfNeeded: 0x80 | rest & 0x3F)
            rest >>= 6
        }
        target[0] = UInt8(truncatingIfNeeded: lead | rest)
        return length
    }
}
