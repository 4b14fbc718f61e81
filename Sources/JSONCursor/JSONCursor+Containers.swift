extension JSONCursor {
    /// Hands each member of the next object to `body`, in order; a value that `body` leaves untouched is skipped.
    package mutating func object(_ body: (JSONKey, inout JSONCursor) throws -> Void) throws {
        guard try nextByte() == Byte.openBrace else { throw unexpected("an object") }
        try open()
        if try nextByte() == Byte.closeBrace { return close() }
        while true {
            let key = try key()
            guard try nextByte() == Byte.colon else { throw failure(.syntax, "JSON needs a colon after a key here") }
            position &+= 1
            _ = try nextByte()
            let start = position
            try body(key, &self)
            if position == start { try skip() }
            switch try nextByte() {
            case Byte.comma: position &+= 1
            case Byte.closeBrace: return close()
            default: throw failure(.syntax, "JSON needs a comma or a closing brace here")
            }
        }
    }

    /// Calls `body` before each element of the next array; an element that `body` leaves untouched is skipped.
    package mutating func array(_ body: (inout JSONCursor) throws -> Void) throws {
        guard try openArray() else { return }
        repeat {
            _ = try nextByte()
            let start = position
            try body(&self)
            if position == start { try skip() }
        } while try anotherElement()
    }

    /// The next array, all of whose elements are whole numbers of 32 bits: token ids.
    package mutating func integers32() throws -> [Int32] {
        var result: [Int32] = []
        guard try openArray() else { return result }
        result.reserveCapacity(min(64, end &- position))
        repeat {
            let start = position
            guard let value = Int32(exactly: try integer()) else {
                throw failure(.outOfRange, "a number does not fit 32 bits", at: start)
            }
            result.append(value)
        } while try anotherElement()
        return result
    }

    /// The next array, all of whose elements are numbers.
    package mutating func doubles() throws -> [Double] {
        var result: [Double] = []
        guard try openArray() else { return result }
        result.reserveCapacity(min(64, end &- position))
        repeat { result.append(try double()) } while try anotherElement()
        return result
    }

    /// Enters an array; false if it is empty, and then it is left again already.
    private mutating func openArray() throws -> Bool {
        guard try nextByte() == Byte.openBracket else { throw unexpected("an array") }
        try open()
        guard try nextByte() == Byte.closeBracket else { return true }
        close()
        return false
    }

    /// Passes the comma or the closing bracket after an element; false once the array is left.
    private mutating func anotherElement() throws -> Bool {
        switch try nextByte() {
        case Byte.comma:
            position &+= 1
            return true
        case Byte.closeBracket:
            close()
            return false
        default:
            throw failure(.syntax, "JSON needs a comma or a closing bracket here")
        }
    }

    private mutating func open() throws(JSONError) {
        guard depthLeft > 0 else { throw failure(.tooDeep, "the JSON document nests too deeply") }
        depthLeft &-= 1
        position &+= 1
    }

    private mutating func close() {
        depthLeft &+= 1
        position &+= 1
    }

    private mutating func key() throws -> JSONKey {
        guard try nextByte() == Byte.quote else { throw failure(.syntax, "JSON needs a key in quotes here") }
        let content = try scanString()
        return JSONKey(start: base + content.start, count: content.end &- content.start, hasEscapes: content.hasEscapes)
    }
}
