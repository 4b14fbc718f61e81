import JSONCursor

/// What `datasets` keeps in a file's properties to have its features back (`datasets.Features.to_dict`).
///
/// A list is written as a JSON list of one feature: all versions of `datasets` read it, the name `List` only those from 4 on.
enum HuggingFaceFeatures {
    /// `{"info": {"features": {…}}}`.
    static func json(_ columns: [RecordField]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("info")
        writer.beginObject()
        writer.key("features")
        write(columns, &writer)
        writer.endObject()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ fields: [RecordField], _ writer: inout JSONWriter) {
        writer.beginObject()
        for field in fields {
            writer.key(field.name)
            write(field.type, &writer)
        }
        writer.endObject()
    }

    private static func write(_ type: RecordType, _ writer: inout JSONWriter) {
        switch type {
        case .string: value("string", &writer)
        case .integer: value("int64", &writer)
        case .double: value("float64", &writer)
        case .boolean: value("bool", &writer)
        case .list(let element):
            writer.beginArray()
            write(element, &writer)
            writer.endArray()
        case .record(let fields): write(fields, &writer)
        }
    }

    private static func value(_ type: StaticString, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("dtype")
        writer.string(type.description)
        writer.key("_type")
        writer.string("Value")
        writer.endObject()
    }
}
