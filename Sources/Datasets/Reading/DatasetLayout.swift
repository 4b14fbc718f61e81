/// How records stand in a file.
package enum DatasetLayout: Sendable, Hashable {
    /// One JSON object a line.
    case jsonLines
    /// One JSON array of objects.
    case jsonArray
    /// One prompt a line.
    case plainText
    case parquet

    /// The layout of the stream's file, by its name and its first bytes. Passes over a byte order mark.
    static func detect(_ stream: ByteStream) throws(DatasetError) -> DatasetLayout {
        while stream.end < 4, try stream.fill() {}
        let head = Array(stream.bytes[..<min(stream.end, 4)])
        for (mark, kind) in foreignMarks where head.starts(with: mark) {
            throw DatasetError(file: stream.path, message: "the file is \(kind): turn it into UTF-8 JSON Lines first")
        }
        if head == ParquetFooter.magic { return .parquet }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { stream.use(3) }
        switch stream.path.split(separator: ".").last?.lowercased() {
        case "txt": return .plainText
        case "parquet":
            throw DatasetError(
                file: stream.path,
                message: "the file is named .parquet but does not begin as Parquet does: a pointer of Git LFS must be fetched first"
            )
        case "jsonl", "ndjson", "json": return try firstByte(stream) == UInt8(ascii: "[") ? .jsonArray : .jsonLines
        default:
            switch try firstByte(stream) {
            case UInt8(ascii: "["): return .jsonArray
            case UInt8(ascii: "{"): return .jsonLines
            default: return .plainText
            }
        }
    }

    private static let foreignMarks: [([UInt8], String)] = [
        ([0xFF, 0xFE], "UTF-16 text"),
        ([0xFE, 0xFF], "UTF-16 text"),
        ([0x1F, 0x8B], "compressed with gzip"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd"),
    ]

    /// The first byte that is not white space; nil when there is none.
    private static func firstByte(_ stream: ByteStream) throws(DatasetError) -> UInt8? {
        var place = stream.start
        while true {
            while place < stream.end {
                let byte = stream.bytes[place]
                if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
                place += 1
            }
            let seen = place - stream.start
            guard try stream.fill() else { return nil }
            place = stream.start + seen
        }
    }
}
