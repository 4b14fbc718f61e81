extension JSONCursor {
    /// The next number, correctly rounded; one too large for a `Double` is an error, one too small is zero.
    package mutating func double() throws -> Double {
        _ = try numberAhead()
        let start = position
        let number = try scanNumber()
        if let magnitude = number.decimal.roundedQuickly() { return number.isNegative ? -magnitude : magnitude }
        let text = String(decoding: UnsafeBufferPointer(start: base + start, count: position &- start), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw failure(.outOfRange, "a number is too large", at: start)
        }
        return value
    }

    /// The next number, which must be whole: `5`, `5.0` and `0.5e1` are all 5.
    package mutating func integer() throws -> Int {
        let first = try numberAhead()
        if let short = shortInteger(first) { return short }
        let start = position
        let number = try scanNumber()
        guard let magnitude = try wholeMagnitude(number.decimal, start) else {
            throw failure(.outOfRange, "a number does not fit 64 bits", at: start)
        }
        if number.isNegative {
            guard magnitude <= UInt64(Int.max) &+ 1 else { throw failure(.outOfRange, "a number does not fit 64 bits", at: start) }
            return Int(truncatingIfNeeded: 0 &- magnitude)
        }
        guard let value = Int(exactly: magnitude) else { throw failure(.outOfRange, "a number does not fit 64 bits", at: start) }
        return value
    }

    /// The next number as it is written: an integer if it has neither fraction nor exponent and fits, else a double; `-0` is a double too.
    mutating func number() throws -> JSONValue {
        let first = try numberAhead()
        let start = position
        let isPlainInteger = try scanNumber().isPlainInteger
        position = start
        if isPlainInteger, let value = try? integer(), value != 0 || first != Byte.minus { return .integer(value) }
        position = start
        return .double(try double())
    }

    private mutating func numberAhead() throws(JSONError) -> UInt8 {
        let first = try nextByte()
        guard first == Byte.minus || (first >= Byte.zero && first <= Byte.nine) else { throw unexpected("a number") }
        return first
    }

    /// The next number if it is a plain one of at most 18 digits without sign, which token ids are; else nil and nothing is consumed.
    private mutating func shortInteger(_ first: UInt8) -> Int? {
        guard first != Byte.minus else { return nil }
        var value = 0
        var place = position
        while place < end {
            let byte = base[place]
            let digit = byte &- 0x30
            guard digit <= 9 else {
                if byte == 0x2E || byte | 0x20 == 0x65 { return nil }
                break
            }
            value = value &* 10 &+ Int(digit)
            place &+= 1
        }
        let count = place &- position
        guard count <= 18, count == 1 || first != Byte.zero else { return nil }
        position = place
        return value
    }

    /// The value of a whole number, nil if it has more than 64 bits; a fraction is an error of its own.
    private func wholeMagnitude(_ decimal: Decimal, _ start: Int) throws(JSONError) -> UInt64? {
        var significand = decimal.significand
        var exponent = decimal.exponent
        if significand == 0 { return 0 }
        while exponent < 0 && significand % 10 == 0 {
            significand /= 10
            exponent &+= 1
        }
        if exponent < 0 || !decimal.isExact && exponent <= 0 {
            throw failure(.outOfRange, "a number is not whole", at: start)
        }
        while exponent > 0 {
            let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            significand = product
            exponent &-= 1
        }
        return decimal.isExact ? significand : nil
    }
}
