/// Labelled conversations for KTO in OpenAI's keys, entered in `dataset_info.json`.
/// Conversations whose turns do not alternate are left out.
package struct LLaMAFactoryKTOFormat: TrainingSetFormat {
    package let name = "llamafactory_kto"
    package let title = "labelled conversations"
    package let consumer = "LLaMA-Factory kto"
    package let source = "https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md"
    package let layout = TrainingRowLayout.responses
    package let kinds: [RecordFileKind] = [.jsonArray, .jsonLines, .parquet]

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("messages", .messages), RecordField("label", .boolean)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "messages", "label": "LLaMA-Factory kto"
        default: nil
        }
    }

    package func omission(of row: TrainingRow) -> String? { row.alternates ? nil : "uneven_turns" }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let response = try row.labelledResponse()
        sink.conversation("messages", row.prompt.messages, response.text)
        sink.flag("label", response.label == true)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        LLaMAFactorySettings.sidecars(facts, stage: "kto", columns: LLaMAFactorySettings.kto)
    }
}
