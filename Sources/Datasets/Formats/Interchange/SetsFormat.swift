/// The labelled responses of a prompt as a set of accepted and rejected ones, with weights (1 where the selection gives none).
package struct SetsFormat: TrainingSetFormat {
    package let name = "sets"
    package let title = "sets of accepted and rejected responses"
    package let consumer = "set-wise trainers (AMPO, MPO)"
    package let source = "https://arxiv.org/abs/2502.18293"
    package let layout = TrainingRowLayout.prompts
    package let needsResponses = true

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [
            RecordField("prompt", .messages),
            RecordField("responses", .list(.string)),
            RecordField("rewards", .list(.double)),
            RecordField("is_chosen", .list(.boolean)),
            RecordField("weights", .list(.double)),
        ]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "responses", "rewards", "is_chosen", "weights": "set-wise trainers"
        default: nil
        }
    }

    package func omission(of row: TrainingRow) -> String? {
        row.pair != nil || row.responses.contains { $0.label != nil } ? nil : "nothing_labelled"
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        guard row.pair == nil else {
            throw RowFault("prompt \(row.prompt.id) comes as a pair: the format sets needs a selection that labels answers")
        }
        let labelled = row.responses.filter { $0.label != nil }
        sink.turns("prompt", row.prompt.messages)
        sink.texts("responses", labelled.map(\.text))
        try sink.numbers("rewards", labelled.map(\.reward))
        sink.key("is_chosen")
        sink.beginArray()
        for response in labelled { sink.bool(response.label == true) }
        sink.endArray()
        try sink.numbers("weights", labelled.map { $0.weight ?? 1 })
    }
}
