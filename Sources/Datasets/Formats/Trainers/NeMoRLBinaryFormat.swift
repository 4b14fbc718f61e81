/// A prompt of messages with two plain strings (BinaryPreferenceDataset).
package struct NeMoRLBinaryFormat: TrainingSetFormat {
    package let name = "nemo_rl_binary"
    package let title = "pairs of strings after messages"
    package let consumer = "NeMo-RL BinaryPreferenceDataset (dpo, rm)"
    package let source = "https://docs.nvidia.com/nemo/rl/latest/guides/dpo.html"
    package let layout = TrainingRowLayout.pairs
    package let further = FurtherColumns.any(except: ["task_name"])

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("prompt", .messages), RecordField("chosen", .string), RecordField("rejected", .string)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "chosen", "rejected": "NeMo-RL"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.turns("prompt", row.prompt.messages)
        sink.text("chosen", pair.chosen.text)
        sink.text("rejected", pair.rejected.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerSettings.nemoRL(facts, dataset: "BinaryPreferenceDataset")]
    }
}
