/// Writes compact JSON, front to back; commas and colons come by themselves.
///
/// It trusts its caller to open and close containers in pairs and to write a key before each value of an object.
/// After a document is complete, `endLine` starts the next one of a JSON Lines file and `removeAll` starts afresh.
package struct JSONWriter: Sendable {
    /// What was written, and room for more behind it.
    var storage: [UInt8] = []
    /// How many bytes of `storage` were written.
    package internal(set) var count = 0
    /// Whether the next key or element has one before it.
    private var needsComma = false

    package init(reservingCapacity capacity: Int = 0) {
        if capacity > 0 { storage = [UInt8](repeating: 0, count: capacity) }
    }

    /// A copy of what was written.
    package var bytes: [UInt8] { Array(storage[..<count]) }

    /// Lends what was written to `body`, without copying it.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    package mutating func beginObject() { open(Byte.openBrace) }
    package mutating func endObject() { close(Byte.closeBrace) }
    package mutating func beginArray() { open(Byte.openBracket) }
    package mutating func endArray() { close(Byte.closeBracket) }

    package mutating func key(_ key: StaticString) {
        separate()
        appendQuoted(UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
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

    /// Writes a string that is there as UTF-8.
    package mutating func string(utf8 value: UnsafeRawBufferPointer) {
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
            throw JSONError(.notFinite, at: count, "a number to be written as JSON is NaN or infinite")
        }
        separate()
        var text = value.description
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
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
        let isCopied: Void? = json.withContiguousStorageIfAvailable { append(UnsafeRawBufferPointer($0)) }
        if isCopied == nil { for byte in json { append(byte) } }
        needsComma = true
    }

    /// Ends a line of a JSON Lines file: what comes next is a document of its own.
    package mutating func endLine() {
        append(0x0A)
        needsComma = false
    }

    /// Forgets all that was written and keeps the memory.
    package mutating func removeAll() {
        count = 0
        needsComma = false
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { append(Byte.comma) }
    }

    private mutating func endKey() {
        append(Byte.colon)
        needsComma = false
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ byte: UInt8) {
        makeRoom(1)
        storage[count] = byte
        count &+= 1
    }

    mutating func append(_ part: UnsafeRawBufferPointer) {
        makeRoom(part.count)
        storage.withUnsafeMutableBytes { room in
            UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: part)
        }
        count &+= part.count
    }

    /// Sees to it that so many bytes more can be written.
    mutating func makeRoom(_ needed: Int) {
        let shortage = count &+ needed &- storage.count
        guard shortage > 0 else { return }
        // At least doubled, so that growing costs no more than writing.
        storage.append(contentsOf: repeatElement(0, count: max(shortage, storage.count, 256)))
    }
}
