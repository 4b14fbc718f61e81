/// Conversational preference data whose prompt is what both conversations begin with.
package struct TRLImplicitFormat: TrainingSetFormat {
    package let name = "trl_implicit"
    package let title = "conversational pairs, the prompt within both sides"
    package let consumer = "TRL RewardTrainer, DPOTrainer"
    package let source = "https://huggingface.co/docs/trl/dataset_formats#preference"
    package let layout = TrainingRowLayout.pairs

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("chosen", .messages), RecordField("rejected", .messages)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "chosen", "rejected": "TRL RewardTrainer, DPOTrainer"
        case "ref_chosen_logps", "ref_rejected_logps": "TRL DPOTrainer up to 0.28"
        case "margin": "TRL RewardTrainer"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.conversation("chosen", row.prompt.messages, pair.chosen.text)
        sink.conversation("rejected", row.prompt.messages, pair.rejected.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TRLScript.sidecar("DPO", facts)]
    }
}
