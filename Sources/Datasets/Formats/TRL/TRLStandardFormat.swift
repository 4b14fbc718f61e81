/// Preference data as plain strings, which TRL joins as they are: a leading space matters and no chat template is applied.
/// A conversation is written where the row has its rendered text.
package struct TRLStandardFormat: TrainingSetFormat {
    package let name = "trl_standard"
    package let title = "pairs as plain strings"
    package let consumer = "TRL DPOTrainer, CPOTrainer, ORPOTrainer"
    package let source = "https://huggingface.co/docs/trl/dataset_formats#preference"
    package let layout = TrainingRowLayout.pairs

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("prompt", .string), RecordField("chosen", .string), RecordField("rejected", .string)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "chosen", "rejected": "TRL DPOTrainer, CPOTrainer, ORPOTrainer"
        case "ref_chosen_logps", "ref_rejected_logps": "TRL DPOTrainer up to 0.28"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.text("prompt", try row.prompt.rendered ?? row.promptText(name))
        sink.text("chosen", pair.chosen.text)
        sink.text("rejected", pair.rejected.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TRLScript.sidecar("DPO", facts)]
    }
}
