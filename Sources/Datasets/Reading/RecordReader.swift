import JSONCursor

/// Hands the records of a data set to a reader of records, whatever the files' layout, and tells where a faulty one stands.
struct RecordReader {
    private let path: String
    private let split: String?

    /// `path` is a file, a folder of shards or a pattern; `split` picks among a folder's shards.
    init(path: String, split: String? = nil) {
        self.path = path
        self.split = split
    }

    /// `json` gets the bytes of each JSON object, or of each row as one, `text` each line of a plain-text file; both may throw faults that know
    /// only where in the record they are. Returns the number of records; a data set without any is an error.
    func forEach(
        json: (UnsafeRawBufferPointer, RecordPlace) throws -> Void,
        text: (String, RecordPlace) throws -> Void
    ) throws -> Int {
        var count = 0
        for file in try DatasetFiles.at(path, split: split) {
            let stream = try ByteStream(path: file)
            switch try DatasetLayout.detect(stream) {
            case .jsonArray:
                var reader = JSONArrayReader(stream)
                try reader.forEach { bytes, line, column in
                    count += 1
                    let place = RecordPlace(file: file, number: line, isLine: true)
                    try Self.locating(bytes, place, column) { try json(bytes, place) }
                }
            case .jsonLines:
                try LineReader(stream).forEach { bytes, line in
                    count += 1
                    let place = RecordPlace(file: file, number: line, isLine: true)
                    try Self.locating(bytes, place, 1) { try json(bytes, place) }
                }
            case .plainText:
                try LineReader(stream).forEach { bytes, line in
                    count += 1
                    let place = RecordPlace(file: file, number: line, isLine: true)
                    try Self.locating(bytes, place, 1) { try text(try Self.decode(bytes), place) }
                }
            case .parquet:
                try ParquetReader(path: file).forEach { bytes, row in
                    count += 1
                    let place = RecordPlace(file: file, number: row, isLine: false)
                    try Self.locating(bytes, place, 1) { try json(bytes, place) }
                }
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

    private static func locating(_ bytes: UnsafeRawBufferPointer, _ place: RecordPlace, _ column: Int, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let fault as RecordFault {
            throw located(bytes, place, column, offset: fault.offset, fault.message)
        } catch let error as JSONError {
            var message = error.message
            let suffix = ", at byte \(error.offset)"
            if message.hasSuffix(suffix) { message = String(message.dropLast(suffix.count)) }
            if error.kind == .truncated { message = "the JSON object does not end on its line, or is cut off" }
            throw located(bytes, place, column, offset: error.offset, message)
        }
    }

    private static func located(
        _ bytes: UnsafeRawBufferPointer,
        _ place: RecordPlace,
        _ column: Int,
        offset: Int,
        _ message: String
    ) -> DatasetError {
        guard place.isLine else { return place.error(message) }
        var (line, column) = (place.number, column)
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return DatasetError(file: place.file, line: line, column: column, message: message)
    }
}
