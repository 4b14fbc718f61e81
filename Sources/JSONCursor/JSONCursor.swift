/// Reads a JSON document (RFC 8259) front to back, straight from its bytes, without building a tree.
///
/// ```swift
/// let text = try JSONCursor.read(body) { cursor in
///     var text = ""
///     try cursor.object { key, value in
///         switch key {
///         case "text": text = try value.string()
///         default: try value.skip()
///         }
///     }
///     return text
/// }
/// ```
///
/// Strict: the whole document is checked, skipped parts too. A leading byte order mark is passed over, duplicate keys come as they stand.
/// After an error other than `typeMismatch` (which consumes nothing) the cursor is of no further use.
/// It cannot be copied, so that it cannot outlive the bytes it points at.
package struct JSONCursor: ~Copyable {
    package enum Kind: String, Sendable {
        case object, array, string, number, bool, null
    }

    let base: UnsafePointer<UInt8>
    let end: Int
    var position: Int
    /// Containers that may still be opened within the present one.
    var depthLeft: Int

    /// Reads one whole document; `body` must consume its one value, else there is an error of kind `syntax`.
    package static func read<T>(
        _ bytes: [UInt8],
        depthLimit: Int = 512,
        _ body: (inout JSONCursor) throws -> T
    ) throws -> T {
        try bytes.withUnsafeBytes { try read($0, depthLimit: depthLimit, body) }
    }

    /// Reads one whole document from memory that is only borrowed for the call.
    package static func read<T>(
        _ bytes: UnsafeRawBufferPointer,
        depthLimit: Int = 512,
        _ body: (inout JSONCursor) throws -> T
    ) throws -> T {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            throw JSONError(.truncated, at: 0, "the JSON document is empty")
        }
        var cursor = JSONCursor(start: start, count: bytes.count, depthLimit: depthLimit)
        let result = try body(&cursor)
        cursor.skipWhitespace()
        guard cursor.position == cursor.end else {
            throw cursor.failure(.syntax, "there is something after the end of the JSON document")
        }
        return result
    }

    private init(start: UnsafeRawPointer, count: Int, depthLimit: Int) {
        base = start.assumingMemoryBound(to: UInt8.self)
        end = count
        depthLeft = depthLimit
        let hasByteOrderMark: Bool = count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF
        position = hasByteOrderMark ? 3 : 0
    }

    /// Bytes consumed so far; within the bodies of `object` and `array` it starts out at the value's first byte.
    package var offset: Int { position }

    /// What the next value is, judged by its first byte.
    package mutating func peek() throws -> Kind {
        switch try nextByte() {
        case Byte.openBrace: return .object
        case Byte.openBracket: return .array
        case Byte.quote: return .string
        case Byte.minus, Byte.zero...Byte.nine: return .number
        case Byte.t, Byte.f: return .bool
        case Byte.n: return .null
        default: throw unexpected("a value")
        }
    }

    package mutating func bool() throws -> Bool {
        switch try nextByte() {
        case Byte.t:
            try literal("true")
            return true
        case Byte.f:
            try literal("false")
            return false
        default:
            throw unexpected("true or false")
        }
    }

    /// Consumes a null if it is next, and tells whether it did.
    package mutating func null() throws -> Bool {
        guard try nextByte() == Byte.n else { return false }
        try literal("null")
        return true
    }

    /// Passes over the next value, checking it.
    package mutating func skip() throws {
        switch try nextByte() {
        case Byte.openBrace: try object { _, value in try value.skip() }
        case Byte.openBracket: try array { try $0.skip() }
        case Byte.quote: _ = try scanString()
        case Byte.minus, Byte.zero...Byte.nine: try skipNumber()
        case Byte.t: try literal("true")
        case Byte.f: try literal("false")
        case Byte.n: try literal("null")
        default: throw unexpected("a value")
        }
    }

    private mutating func literal(_ word: StaticString) throws(JSONError) {
        let length = word.utf8CodeUnitCount
        var matched = 0
        while matched < length {
            guard position &+ matched < end else { throw truncated() }
            guard base[position &+ matched] == word.utf8Start[matched] else {
                throw failure(.syntax, "an unknown word instead of a JSON value")
            }
            matched &+= 1
        }
        position &+= length
    }
}
