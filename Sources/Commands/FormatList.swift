import Datasets
import JSONCursor

/// What `export` can write.
enum FormatList {
    static var text: String {
        TrainingSetFormats.all.map { format in
            let kinds = format.kinds.map(\.rawValue).joined(separator: ",")
            return
                "\(format.name)\t\(format.title)\t\(format.consumer)\t\(format.layout.rawValue)\t\(kinds)\t\(format.source)\t\(format.anchor)"
        }.joined(separator: "\n")
    }

    static var json: String {
        var writer = JSONWriter()
        writer.beginArray()
        for format in TrainingSetFormats.all {
            writer.beginObject()
            let texts = [
                ("name", format.name), ("title", format.title), ("consumer", format.consumer), ("layout", format.layout.rawValue),
                ("source", format.source), ("docs", format.anchor),
            ]
            for (key, text) in texts {
                writer.key(key)
                writer.string(text)
            }
            writer.key("files")
            writer.beginArray()
            for kind in format.kinds { writer.string(kind.rawValue) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
