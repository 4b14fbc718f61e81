/// A labelled response a record, for trainers that need no pairs.
package struct TRLUnpairedFormat: TrainingSetFormat {
    package let name = "trl_unpaired"
    package let title = "labelled responses"
    package let consumer = "TRL KTOTrainer, BCOTrainer"
    package let source = "https://huggingface.co/docs/trl/dataset_formats#unpaired-preference"
    package let layout = TrainingRowLayout.responses

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("prompt", .messages), RecordField("completion", .messages), RecordField("label", .boolean)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "completion", "label": "TRL KTOTrainer, BCOTrainer"
        case "ref_logps": "TRL KTOTrainer, after its own preparation"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let response = try row.labelledResponse()
        sink.turns("prompt", row.prompt.messages)
        sink.answer("completion", response.text)
        sink.flag("label", response.label == true)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TRLScript.sidecar("KTO", facts)]
    }
}
