import JSONCursor
import Platform

/// Records as JSON Lines, or as one JSON array with a record a line.
final class JSONFile: RecordFile {
    private static let batch = 1 << 16

    private let format: any TrainingSetFormat
    private let isArray: Bool
    private let file: AtomicFile
    private var json = JSONWriter(reservingCapacity: batch * 2)
    private var hasRows = false

    init(path: String, format: any TrainingSetFormat, isArray: Bool) throws {
        self.format = format
        self.isArray = isArray
        file = try AtomicFile(path: path)
        if isArray { try file.write(Array("[".utf8)) }
    }

    func append(_ row: TrainingRow, _ context: RowContext) throws {
        if isArray {
            try flush()
            try file.write(Array((hasRows ? ",\n" : "\n").utf8))
        }
        hasRows = true
        try format.writeJSON(row, context, to: &json)
        if !isArray { json.endLine() }
        if json.bytes.count >= Self.batch { try flush() }
    }

    func finish() throws -> AtomicFile.Receipt {
        try flush()
        if isArray { try file.write(Array((hasRows ? "\n]\n" : "]\n").utf8)) }
        return try file.commit()
    }

    private func flush() throws {
        try file.write(json.bytes)
        json.removeAll()
    }
}
