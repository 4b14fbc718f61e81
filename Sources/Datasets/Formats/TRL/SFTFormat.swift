/// The best response of every prompt as a conversation. Of labelled responses only the accepted ones count.
package struct SFTFormat: TrainingSetFormat {
    package let name = "sft"
    package let title = "the best response of each prompt"
    package let consumer = "TRL SFTTrainer and every trainer of conversations"
    package let source = "https://huggingface.co/docs/trl/dataset_formats#language-modeling"
    package let layout = TrainingRowLayout.prompts
    package let needsResponses = true

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("messages", .messages)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "messages": "TRL SFTTrainer"
        default: nil
        }
    }

    package func omission(of row: TrainingRow) -> String? {
        guard row.responses.contains(where: { $0.label != nil }) else { return nil }
        return row.responses.contains { $0.label == true } ? nil : "nothing_accepted"
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let ranked = try row.rankedResponses()
        if let best = ranked.first(where: { $0.label == true }) ?? ranked.first {
            sink.conversation("messages", row.prompt.messages, best.text)
        }
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TRLScript.sidecar("SFT", facts)]
    }
}
