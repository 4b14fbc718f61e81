extension JSONCursor {
    mutating func skipWhitespace() {
        var position = position
        while position < end {
            let byte = base[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
            position &+= 1
        }
        self.position = position
    }

    /// The next byte that is not white space, left unconsumed.
    mutating func nextByte() throws(JSONError) -> UInt8 {
        if position < end {
            let byte = base[position]
            if byte > 0x20 { return byte }
        }
        skipWhitespace()
        guard position < end else { throw truncated() }
        return base[position]
    }

    func failure(_ kind: JSONError.Kind, _ what: String, at place: Int? = nil) -> JSONError {
        let offset = place ?? position
        return JSONError(kind, at: offset, "\(what), at byte \(offset)")
    }

    func truncated() -> JSONError {
        JSONError(.truncated, at: end, "the JSON document is cut off after byte \(end)")
    }

    /// The error for a next value that is not the one wanted: another kind of value, or no value at all.
    func unexpected(_ wanted: StaticString) -> JSONError {
        let found: String
        switch base[position] {
        case Byte.openBrace: found = "an object"
        case Byte.openBracket: found = "an array"
        case Byte.quote: found = "a string"
        case Byte.minus, Byte.zero...Byte.nine: found = "a number"
        case Byte.t, Byte.f: found = "a truth value"
        case Byte.n: found = "null"
        default: return startsNotFinite(position) ? notFinite() : failure(.syntax, "JSON needs \(wanted) here")
        }
        return failure(.typeMismatch, "expected \(wanted) but found \(found)")
    }

    func notFinite() -> JSONError {
        failure(.notFinite, "a number is NaN or infinite")
    }

    /// Whether `NaN` or `Infinity` stands at a place.
    func startsNotFinite(_ place: Int) -> Bool {
        starts(with: "NaN", at: place) || starts(with: "Infinity", at: place)
    }

    private func starts(with word: StaticString, at place: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard place &+ length <= end else { return false }
        for index in 0..<length where base[place &+ index] != word.utf8Start[index] { return false }
        return true
    }
}
