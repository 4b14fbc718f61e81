/// Splits a stream that is one JSON array of objects into the objects, without holding more than one of them.
///
/// It only finds where objects end; whether they are JSON is checked by who reads them.
struct JSONArrayReader {
    private enum State {
        case beforeArray, beforeFirst, beforeNext, inside, after, done
    }

    private let stream: ByteStream
    private var state = State.beforeArray
    private var line = 1
    private var column = 1
    private var object: [UInt8] = []
    private var objectLine = 1
    private var objectColumn = 1
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    init(_ stream: ByteStream) { self.stream = stream }

    /// Hands every object to `body` with the line and column it starts at.
    mutating func forEach(_ body: (UnsafeRawBufferPointer, Int, Int) throws -> Void) throws {
        repeat {
            for place in stream.start..<stream.end {
                try take(stream.bytes[place], body)
            }
            stream.use(stream.end - stream.start)
        } while try stream.fill()
        guard state == .done else { throw fault("the JSON array is cut off: the file ends before its `]`") }
    }

    private mutating func take(_ byte: UInt8, _ body: (UnsafeRawBufferPointer, Int, Int) throws -> Void) throws {
        if state == .inside {
            try takeInside(byte, body)
        } else if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 {
            try takeBetween(byte)
        }
        if byte == 0x0A {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }

    private mutating func takeBetween(_ byte: UInt8) throws {
        switch (state, byte) {
        case (.beforeArray, UInt8(ascii: "[")): state = .beforeFirst
        case (.beforeFirst, UInt8(ascii: "]")), (.after, UInt8(ascii: "]")): state = .done
        case (.after, UInt8(ascii: ",")): state = .beforeNext
        case (.beforeFirst, UInt8(ascii: "{")), (.beforeNext, UInt8(ascii: "{")):
            state = .inside
            object.removeAll(keepingCapacity: true)
            object.append(byte)
            depth = 1
            (objectLine, objectColumn) = (line, column)
        case (.beforeFirst, _), (.beforeNext, _): throw fault("every entry of the JSON array must be an object")
        case (.after, _): throw fault("the JSON array needs a comma or its closing bracket here")
        default: throw fault("there is something after the end of the JSON array")
        }
    }

    private mutating func takeInside(_ byte: UInt8, _ body: (UnsafeRawBufferPointer, Int, Int) throws -> Void) throws {
        object.append(byte)
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
            return
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: return
        }
        guard depth == 0 else { return }
        state = .after
        try object.withUnsafeBytes { try body($0, objectLine, objectColumn) }
    }

    private func fault(_ message: String) -> DatasetError {
        DatasetError(file: stream.path, line: line, column: column, message: message)
    }
}
