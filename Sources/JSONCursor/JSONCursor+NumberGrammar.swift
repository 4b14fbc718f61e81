extension JSONCursor {
    /// Passes over the number that starts here (RFC 8259, section 6), keeping its first 19 significant digits.
    mutating func scanNumber() throws(JSONError) -> (isNegative: Bool, isPlainInteger: Bool, decimal: Decimal) {
        var place = position
        let isNegative: Bool = base[place] == Byte.minus
        if isNegative {
            place &+= 1
            if startsNotFinite(place) { throw notFinite() }
        }
        var decimal = Decimal()
        let integerStart = place
        place = scanDigits(place, into: &decimal, scale: 0)
        try checkDigits(from: integerStart, to: place)
        if base[integerStart] == Byte.zero && place > integerStart &+ 1 {
            throw failure(.syntax, "a number starts with a superfluous zero", at: integerStart)
        }
        var isPlainInteger = true
        if place < end && base[place] == Byte.point {
            isPlainInteger = false
            let fractionStart = place &+ 1
            place = scanDigits(fractionStart, into: &decimal, scale: -1)
            try checkDigits(from: fractionStart, to: place)
        }
        if place < end && (base[place] == Byte.e || base[place] == Byte.capitalE) {
            isPlainInteger = false
            place = try scanExponent(place &+ 1, into: &decimal)
        }
        position = place
        return (isNegative, isPlainInteger, decimal)
    }

    /// As `scanNumber`, for a number whose value nobody wants.
    mutating func skipNumber() throws(JSONError) {
        let start: Int = base[position] == Byte.minus ? position &+ 1 : position
        var place = endOfDigits(start)
        let isWhole: Bool = place == start &+ 1 || place > start && base[start] != Byte.zero
        if isWhole && place < end && base[place] == Byte.point {
            let fractionStart = place &+ 1
            place = endOfDigits(fractionStart)
            if place == fractionStart { place = end }
        }
        // Exponents, numbers at the end of a document and faults are left to the whole grammar.
        if isWhole && place < end && base[place] | 0x20 != Byte.e {
            position = place
        } else {
            _ = try scanNumber()
        }
    }

    private func endOfDigits(_ start: Int) -> Int {
        var place = start
        while place < end && base[place] &- 0x30 <= 9 { place &+= 1 }
        return place
    }

    private func scanDigits(_ start: Int, into decimal: inout Decimal, scale: Int) -> Int {
        var significand = decimal.significand
        var exponent = decimal.exponent
        var place = start
        while place < end {
            let digit = base[place] &- 0x30
            guard digit <= 9 else { break }
            if significand < 1_000_000_000_000_000_000 {
                significand = significand &* 10 &+ UInt64(digit)
                exponent &+= scale
            } else {
                if digit != 0 { decimal.isExact = false }
                exponent &+= scale &+ 1
            }
            place &+= 1
        }
        decimal.significand = significand
        decimal.exponent = exponent
        return place
    }

    private func scanExponent(_ start: Int, into decimal: inout Decimal) throws(JSONError) -> Int {
        var place = start
        var isNegative = false
        if place < end && (base[place] == Byte.plus || base[place] == Byte.minus) {
            isNegative = base[place] == Byte.minus
            place &+= 1
        }
        let digitsStart = place
        var exponent = 0
        while place < end {
            let digit = base[place] &- 0x30
            guard digit <= 9 else { break }
            // Far beyond any document's length times ten: more digits cannot change what the number is.
            if exponent < 1 << 50 { exponent = exponent &* 10 &+ Int(digit) }
            place &+= 1
        }
        try checkDigits(from: digitsStart, to: place)
        decimal.exponent &+= isNegative ? 0 &- exponent : exponent
        return place
    }

    private func checkDigits(from start: Int, to place: Int) throws(JSONError) {
        if place > start { return }
        if place >= end { throw truncated() }
        throw failure(.syntax, "a number lacks digits", at: place)
    }
}
