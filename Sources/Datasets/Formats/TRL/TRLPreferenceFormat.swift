/// Conversational preference data with an explicit prompt, one JSON object a line:
/// `{"prompt": [messages], "chosen": [assistant message], "rejected": [assistant message]}`.
package struct TRLPreferenceFormat: TrainingSetFormat {
    package let name = "trl"
    package let title = "conversational pairs with an explicit prompt"
    package let consumer = "TRL DPOTrainer, CPOTrainer, ORPOTrainer, RewardTrainer"
    package let source = "https://huggingface.co/docs/trl/dataset_formats#preference"
    package let layout = TrainingRowLayout.pairs

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("prompt", .messages), RecordField("chosen", .messages), RecordField("rejected", .messages)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "chosen", "rejected": "TRL DPOTrainer, CPOTrainer, ORPOTrainer, RewardTrainer"
        case "ref_chosen_logps", "ref_rejected_logps": "TRL DPOTrainer up to 0.28"
        case "margin": "TRL RewardTrainer"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.turns("prompt", row.prompt.messages)
        sink.answer("chosen", pair.chosen.text)
        sink.answer("rejected", pair.rejected.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TRLScript.sidecar("DPO", facts)]
    }
}
