import Platform

/// As distilabel's FormatChatGenerationDPO: `prompt` is the first user turn, `prompt_id` its SHA-256, ratings are rewards. The models
/// that answered are named where all responses name theirs.
package struct DistilabelFormat: TrainingSetFormat {
    package let name = "distilabel"
    package let title = "rated conversations"
    package let consumer = "distilabel, alignment-handbook"
    package let source = "https://distilabel.argilla.io/latest/components-gallery/steps/formatchatgenerationdpo/"
    package let layout = TrainingRowLayout.pairs
    package let further = FurtherColumns.any()

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        var fields = [RecordField("prompt", .string), RecordField("prompt_id", .string), RecordField("chosen", .messages)]
        if columns.hasModel { fields.append(RecordField("chosen_model", .string)) }
        fields += [RecordField("chosen_rating", .double), RecordField("rejected", .messages)]
        if columns.hasModel { fields.append(RecordField("rejected_model", .string)) }
        return fields + [RecordField("rejected_rating", .double)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "chosen", "rejected": "alignment-handbook"
        case "prompt", "prompt_id", "chosen_model", "chosen_rating", "rejected_model", "rejected_rating": "distilabel, Argilla"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        guard let prompt = row.prompt.messages.first(where: { $0.role == "user" }) else {
            throw RowFault("prompt \(row.prompt.id) has no user turn, which the format distilabel needs")
        }
        sink.text("prompt", prompt.content)
        sink.text("prompt_id", SHA256.hexadecimal(of: prompt.content))
        sink.conversation("chosen", row.prompt.messages, pair.chosen.text)
        if let model = try context.columns.model(of: pair.chosen, row) { sink.text("chosen_model", model) }
        try sink.number("chosen_rating", pair.chosen.reward)
        sink.conversation("rejected", row.prompt.messages, pair.rejected.text)
        if let model = try context.columns.model(of: pair.rejected, row) { sink.text("rejected_model", model) }
        try sink.number("rejected_rating", pair.rejected.reward)
    }
}
