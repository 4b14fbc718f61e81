import Datasets
import JSONCursor

/// Preference rows with prompts of some 150 and responses of some 700 bytes; always the same.
struct Workload {
    struct Row {
        let prompt: String
        let chosen: String
        let rejected: String
        let id: String
        let scores: (Double, Double)
        let rank: Int

        func write(to sink: inout some RecordSink) throws(JSONError) {
            sink.beginObject()
            Self.messages("prompt", "user", prompt, &sink)
            Self.messages("chosen", "assistant", chosen, &sink)
            Self.messages("rejected", "assistant", rejected, &sink)
            sink.key("prompt_id")
            sink.string(id)
            sink.key("chosen_score")
            try sink.double(scores.0)
            sink.key("rejected_score")
            try sink.double(scores.1)
            sink.key("rank")
            sink.integer(rank)
            sink.endObject()
        }

        private static func messages(_ key: StaticString, _ role: String, _ content: String, _ sink: inout some RecordSink) {
            sink.key(key)
            sink.beginArray()
            sink.beginObject()
            sink.key("role")
            sink.string(role)
            sink.key("content")
            sink.string(content)
            sink.endObject()
            sink.endArray()
        }
    }

    static let columns: [RecordField] = [
        RecordField("prompt", .messages),
        RecordField("chosen", .messages),
        RecordField("rejected", .messages),
        RecordField("prompt_id", .string),
        RecordField("chosen_score", .double),
        RecordField("rejected_score", .double),
        RecordField("rank", .integer),
    ]

    private static let words: [String] = [
        "explain ", "how ", "a ", "river ", "changes ", "its ", "bed ", "over ", "time ", "and ", "what ", "people ", "do ", "about ",
        "it ",
        "because ", "water ", "erodes ", "stone, ", "sand ", "moves.\n", "First, ", "café ", "however ", "slowly ", "banks ", "1. ", "2. ",
        "the ", "of ", "to ", "in ", "which ", "valley ", "floods ", "every ", "year ", "so ", "they ", "build ", "dams.\n\n", "😀 ",
    ]
    private var state: UInt64 = 1
    private var rank = 0

    mutating func next() -> Row {
        rank += 1
        let id: String =
            String(random(), radix: 16) + String(random(), radix: 16) + String(random(), radix: 16) + String(random(), radix: 16)
        return Row(
            prompt: text(150),
            chosen: text(700),
            rejected: text(700),
            id: id,
            scores: (Double(random() % 1_000_000) / 1e5, -Double(random() % 1_000_000) / 1e5),
            rank: rank
        )
    }

    private mutating func text(_ length: Int) -> String {
        var text = ""
        text.reserveCapacity(length + 16)
        while text.utf8.count < length { text += Self.words[Int(random() % UInt64(Self.words.count))] }
        return text
    }

    private mutating func random() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 16 ^ state >> 40
    }
}
