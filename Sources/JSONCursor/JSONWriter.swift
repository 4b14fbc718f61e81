/// Writes compact JSON, front to back; commas and colons come by themselves.
///
/// It trusts its caller to open and close containers in pairs and to write a key before each value of an object.
/// After a document is complete, `endLine` starts the next one of a JSON Lines file and `removeAll` starts afresh.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Whether the next key or element has one before it.
    private var needsComma = false

    package init(reservingCapacity capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func beginObject() { open(Byte.openBrace) }
    package mutating func endObject() { close(Byte.closeBrace) }
    package mutating func beginArray() { open(Byte.openBracket) }
    package mutating func endArray() { close(Byte.closeBracket) }

    package mutating func key(_ key: StaticString) {
        separate()
        appendQuoted(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        endKey()
    }

    package mutating func key(_ key: String) {
        separate()
        appendQuoted(key)
        endKey()
    }

    package mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    package mutating func integer(_ value: Int) {
        separate()
        appendDecimal(value)
        needsComma = true
    }

    /// Writes the shortest text that reads back as the same number; NaN and infinities throw an error of kind `notFinite` and write nothing.
    package mutating func double(_ value: Double) throws(JSONError) {
        guard value.isFinite else {
            throw JSONError(.notFinite, at: bytes.count, "a number to be written as JSON is NaN or infinite")
        }
        separate()
        bytes.append(contentsOf: value.description.utf8)
        needsComma = true
    }

    package mutating func bool(_ value: Bool) {
        separate()
        append(value ? "true" : "false")
        needsComma = true
    }

    package mutating func null() {
        separate()
        append("null")
        needsComma = true
    }

    /// Writes one value that is JSON already.
    package mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Ends a line of a JSON Lines file: what comes next is a document of its own.
    package mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    /// Forgets all that was written and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(Byte.comma) }
    }

    private mutating func endKey() {
        bytes.append(Byte.colon)
        needsComma = false
    }

    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(_ part: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: part)
    }
}
