/// Ranking data in the sharegpt layout, entered in `dataset_info.json`. LLaMA-Factory skips prompts whose turns do not alternate or do not
/// end with the user, so they are left out.
package struct LLaMAFactoryFormat: TrainingSetFormat {
    package let name = "llamafactory"
    package let title = "sharegpt ranking"
    package let consumer = "LLaMA-Factory dpo, orpo, simpo, rm"
    package let source = "https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md"
    package let layout = TrainingRowLayout.pairs
    package let kinds: [RecordFileKind] = [.jsonArray, .jsonLines, .parquet]
    private static let turn = RecordType.record([RecordField("from", .string), RecordField("value", .string)])

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("conversations", .list(Self.turn)), RecordField("chosen", Self.turn), RecordField("rejected", Self.turn)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "conversations", "chosen", "rejected": "LLaMA-Factory dpo, orpo, simpo, rm"
        default: nil
        }
    }

    package func omission(of row: TrainingRow) -> String? { row.alternates ? nil : "uneven_turns" }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.key("conversations")
        sink.beginArray()
        for message in row.prompt.messages { Self.write(Self.speaker(message.role), message.content, to: &sink) }
        sink.endArray()
        sink.key("chosen")
        Self.write("gpt", pair.chosen.text, to: &sink)
        sink.key("rejected")
        Self.write("gpt", pair.rejected.text, to: &sink)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        LLaMAFactorySettings.sidecars(facts, stage: "dpo", columns: LLaMAFactorySettings.ranking)
    }

    private static func write<Sink: RecordSink>(_ speaker: String, _ text: String, to sink: inout Sink) {
        sink.beginObject()
        sink.text("from", speaker)
        sink.text("value", text)
        sink.endObject()
    }

    private static func speaker(_ role: String) -> String {
        switch role {
        case "user": "human"
        case "assistant": "gpt"
        case "tool": "observation"
        default: role
        }
    }
}
