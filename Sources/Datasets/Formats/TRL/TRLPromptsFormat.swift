/// Prompts alone, for trainers that sample themselves.
package struct TRLPromptsFormat: TrainingSetFormat {
    package let name = "trl_prompts"
    package let title = "prompts"
    package let consumer = "TRL GRPOTrainer, RLOOTrainer, OnlineDPOTrainer"
    package let source = "https://huggingface.co/docs/trl/dataset_formats#prompt-only"
    package let layout = TrainingRowLayout.prompts

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("prompt", .messages)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt": "TRL GRPOTrainer, RLOOTrainer, OnlineDPOTrainer"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        sink.turns("prompt", row.prompt.messages)
    }
}
