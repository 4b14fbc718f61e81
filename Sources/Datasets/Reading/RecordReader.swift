import JSONCursor

/// Hands the records of a file to a reader of records, whatever the file's layout, and tells where a faulty one stands.
struct RecordReader {
    private let path: String

    init(path: String) { self.path = path }

    /// `json` gets a cursor before each object, `text` each line of a plain-text file.
    /// Returns the number of records; a file without any is an error.
    func forEach(
        json: (inout JSONCursor) throws -> Void,
        text: (String) throws -> Void
    ) throws -> Int {
        let stream = try ByteStream(path: path)
        var count = 0
        switch try DatasetLayout.detect(stream) {
        case .jsonArray:
            var reader = JSONArrayReader(stream)
            try reader.forEach { bytes, line, column in
                count += 1
                try locating(bytes, line, column) { try JSONCursor.read(bytes, json) }
            }
        case .jsonLines:
            try LineReader(stream).forEach { bytes, line in
                count += 1
                try locating(bytes, line, 1) { try JSONCursor.read(bytes, json) }
            }
        case .plainText:
            try LineReader(stream).forEach { bytes, line in
                count += 1
                try locating(bytes, line, 1) { try text(try Self.decode(bytes)) }
            }
        }
        guard count > 0 else { throw DatasetError(file: path, message: "the file is empty: it holds no record") }
        return count
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RecordFault(invalidOffset(bytes), "the text is not UTF-8")
        }
        return text
    }

    /// Where the first sequence that is not UTF-8 starts.
    private static func invalidOffset(_ bytes: UnsafeRawBufferPointer) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            offset += UTF8.width(scalar)
        }
        return offset
    }

    private func locating(_ bytes: UnsafeRawBufferPointer, _ line: Int, _ column: Int, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let fault as RecordFault {
            throw located(bytes, line, column, offset: fault.offset, fault.message)
        } catch let error as JSONError {
            var message = error.message
            let suffix = ", at byte \(error.offset)"
            if message.hasSuffix(suffix) { message = String(message.dropLast(suffix.count)) }
            if error.kind == .truncated { message = "the JSON object does not end on its line, or is cut off" }
            throw located(bytes, line, column, offset: error.offset, message)
        }
    }

    private func located(_ bytes: UnsafeRawBufferPointer, _ line: Int, _ column: Int, offset: Int, _ message: String) -> DatasetError {
        var (line, column) = (line, column)
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return DatasetError(file: path, line: line, column: column, message: message)
    }
}
