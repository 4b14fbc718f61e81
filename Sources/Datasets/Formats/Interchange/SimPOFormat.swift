/// SimPO's interchange: the pair with all of the prompt's responses and their rewards.
package struct SimPOFormat: TrainingSetFormat {
    package let name = "simpo"
    package let title = "pairs with all responses and rewards"
    package let consumer = "SimPO on-policy data scripts"
    package let source = "https://github.com/princeton-nlp/SimPO/tree/main/on_policy_data_gen"
    package let layout = TrainingRowLayout.pairs
    package let needsResponses = true

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [
            RecordField("prompt", .string),
            RecordField("all_generated_responses", .list(.string)),
            RecordField("all_rm_scores", .list(.double)),
            RecordField("chosen", .messages),
            RecordField("rejected", .messages),
        ]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "chosen", "rejected": "SimPO"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        let responses = try row.allResponses()
        sink.text("prompt", try row.promptText(name))
        sink.texts("all_generated_responses", responses.map(\.text))
        try sink.numbers("all_rm_scores", responses.map(\.reward))
        sink.conversation("chosen", row.prompt.messages, pair.chosen.text)
        sink.conversation("rejected", row.prompt.messages, pair.rejected.text)
    }
}
