/// What OpenRLHF's iterative DPO passed on from round to round.
package struct OpenRLHFIterationFormat: TrainingSetFormat {
    package let name = "openrlhf_iter"
    package let title = "pairs of texts with both rewards"
    package let consumer = "OpenRLHF iterative DPO"
    package let source = "https://github.com/OpenRLHF/OpenRLHF"
    package let layout = TrainingRowLayout.pairs

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [
            RecordField("prompt", .string),
            RecordField("chosen", .string),
            RecordField("chosen_reward", .double),
            RecordField("rejected", .string),
            RecordField("rejected_reward", .double),
        ]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "chosen", "rejected": "OpenRLHF train_dpo"
        case "chosen_reward", "rejected_reward": "OpenRLHF iterative scripts"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.text("prompt", try row.promptText(name))
        sink.text("chosen", pair.chosen.text)
        try sink.number("chosen_reward", pair.chosen.reward)
        sink.text("rejected", pair.rejected.text)
        try sink.number("rejected_reward", pair.rejected.reward)
    }
}
