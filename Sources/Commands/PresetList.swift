import JSONCursor
import Selection
import Settings

/// What `select` can be asked for by name.
enum PresetList {
    static var text: String {
        var lines = ["presets (--preset NAME, selection.preset), described in docs/strategies.md:"]
        for preset in SelectionPreset.all {
            lines.append("\(preset.name)\t\(preset.title)\t\(preset.source)\tdocs/strategies.md#\(preset.name)")
        }
        lines += ["", "scores (--score NAME, selection.score), described in docs/selection.md:"]
        for score in ScorePreset.all { lines.append("\(score.name)\t\(score.expression)\t\(score.source)") }
        return lines.joined(separator: "\n")
    }

    static var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("presets")
        writer.beginArray()
        for preset in SelectionPreset.all {
            writer.beginObject()
            field("name", preset.name, &writer)
            field("title", preset.title, &writer)
            field("source", preset.source, &writer)
            field("docs", "docs/strategies.md#\(preset.name)", &writer)
            field("keys", preset.template, &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("scores")
        writer.beginArray()
        for score in ScorePreset.all {
            writer.beginObject()
            field("name", score.name, &writer)
            field("expression", score.expression, &writer)
            field("source", score.source, &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func field(_ key: String, _ value: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.string(value)
    }
}
