/// Two ranked completions of a context (PreferenceDataset).
/// NeMo-RL refuses ties, so a pair whose selection's value `tie` is not 0 is an error.
package struct NeMoRLFormat: TrainingSetFormat {
    package let name = "nemo_rl"
    package let title = "two ranked completions"
    package let consumer = "NeMo-RL PreferenceDataset (dpo, rm)"
    package let source = "https://docs.nvidia.com/nemo/rl/latest/guides/dpo.html"
    package let layout = TrainingRowLayout.pairs
    package let further = FurtherColumns.any(except: ["task_name"])
    private static let completion = RecordType.record([RecordField("rank", .integer), RecordField("completion", .messages)])

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("context", .messages), RecordField("completions", .list(Self.completion))]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "context", "completions": "NeMo-RL"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        if let tie = pair.value("tie"), tie != 0 {
            throw RowFault("prompt \(row.prompt.id) has a tie, which NeMo-RL refuses: leave ties out of the selection")
        }
        sink.turns("context", row.prompt.messages)
        sink.key("completions")
        sink.beginArray()
        Self.write(0, pair.chosen.text, to: &sink)
        Self.write(1, pair.rejected.text, to: &sink)
        sink.endArray()
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerSettings.nemoRL(facts, dataset: "PreferenceDataset")]
    }

    private static func write<Sink: RecordSink>(_ rank: Int, _ text: String, to sink: inout Sink) {
        sink.beginObject()
        sink.count("rank", rank)
        sink.answer("completion", text)
        sink.endObject()
    }
}
