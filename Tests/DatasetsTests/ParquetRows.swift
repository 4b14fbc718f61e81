import JSONCursor

@testable import Datasets

/// Rows of every type and nesting, written alike to JSON Lines and to Parquet.
struct ParquetRows {
    static let hostile = "😀 \u{2028} \"q\" \\ \u{0}\u{1}\u{1B}[31m\t\r\n é e\u{301} \u{10FFFF}"

    static let columns: [RecordField] = [
        RecordField("id", .string),
        RecordField("prompt", .messages),
        RecordField("score", .double),
        RecordField("rank", .integer),
        RecordField("label", .boolean),
        RecordField("note", .string, isOptional: true),
        RecordField("weight", .double, isOptional: true),
        RecordField("count", .integer, isOptional: true),
        RecordField("tie", .boolean, isOptional: true),
        RecordField("turns", .messages, isOptional: true),
        RecordField(
            "completions",
            .list(.record([RecordField("rank", .integer), RecordField("completion", .messages)]))
        ),
        RecordField(
            "nested",
            .record([
                RecordField("names", .list(.list(.string))), RecordField("inner", .record([RecordField("x", .double, isOptional: true)])),
            ]),
            isOptional: true
        ),
    ]

    /// Row `number` of a set: nulls, empty lists and lists of different lengths come and go.
    static func write(_ number: Int, to sink: inout some RecordSink) throws {
        let isOdd: Bool = number % 2 == 1
        sink.beginObject()
        sink.key("id")
        sink.string("row \(number)")
        messages("prompt", number % 4, &sink)
        sink.key("score")
        try sink.double(number == 0 ? -0.0 : Double(number) / 3 - 7)
        sink.key("rank")
        sink.integer(number == 1 ? Int.min : number == 2 ? Int.max : -number)
        sink.key("label")
        sink.bool(number % 3 == 0)
        sink.key("note")
        if isOdd { sink.null() } else { sink.string(number == 2 ? "" : hostile) }
        sink.key("weight")
        if number % 5 == 0 { sink.null() } else { try sink.double(1e-300 * Double(number)) }
        sink.key("count")
        if number % 7 < 3 { sink.null() } else { sink.integer(number) }
        sink.key("tie")
        if number % 11 < 5 { sink.null() } else { sink.bool(isOdd) }
        if number % 3 == 1 {
            sink.key("turns")
            sink.null()
        } else {
            messages("turns", number % 3, &sink)
        }
        sink.key("completions")
        sink.beginArray()
        for rank in 0..<(number % 3) {
            sink.beginObject()
            sink.key("rank")
            sink.integer(rank)
            messages("completion", (number + rank) % 3, &sink)
            sink.endObject()
        }
        sink.endArray()
        try nested(number, &sink)
        sink.endObject()
    }

    private static func messages(_ key: String, _ count: Int, _ sink: inout some RecordSink) {
        sink.key(key)
        sink.beginArray()
        for turn in 0..<count {
            sink.beginObject()
            sink.key("role")
            sink.string(turn % 2 == 0 ? "user" : "assistant")
            sink.key("content")
            sink.string("turn \(turn) of \(key) é 😀")
            sink.endObject()
        }
        sink.endArray()
    }

    private static func nested(_ number: Int, _ sink: inout some RecordSink) throws {
        sink.key("nested")
        guard number % 6 != 5 else { return sink.null() }
        sink.beginObject()
        sink.key("names")
        sink.beginArray()
        for outer in 0..<(number % 4) {
            sink.beginArray()
            for inner in 0..<(outer + number) % 3 { sink.string("n\(inner)") }
            sink.endArray()
        }
        sink.endArray()
        sink.key("inner")
        sink.beginObject()
        sink.key("x")
        if number % 2 == 0 { sink.null() } else { try sink.double(0.5) }
        sink.endObject()
        sink.endObject()
    }

    static func jsonLines(_ count: Int) throws -> [String] {
        try (0..<count).map { number in
            var writer = JSONWriter()
            try write(number, to: &writer)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }

    static func parquet(_ count: Int, at path: String, options: ParquetOptions = ParquetOptions()) throws {
        var writer = try ParquetRowWriter(path: path, schema: columns, options: options)
        for number in 0..<count {
            try write(number, to: &writer)
            try writer.endRow()
        }
        _ = try writer.finish()
    }
}
