/// Full conversations with win probabilities, from the selection's values: `win_probability` of chosen over rejected;
/// `chosen_win_probability` and `rejected_win_probability` of each over all of the prompt's responses (where they are missing, of one over the other).
package struct SPPOFormat: TrainingSetFormat {
    package let name = "sppo"
    package let title = "pairs with win probabilities"
    package let consumer = "SPPO"
    package let source = "https://github.com/uclaml/SPPO"
    package let layout = TrainingRowLayout.pairs
    package let values = ["win_probability", "chosen_win_probability", "rejected_win_probability"]

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [
            RecordField("chosen", .messages),
            RecordField("rejected", .messages),
            RecordField("chosen_probs", .double),
            RecordField("chosen_probs_win", .double),
            RecordField("chosen_probs_lose", .double),
        ]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "chosen", "rejected", "chosen_probs", "chosen_probs_win", "chosen_probs_lose": "SPPO"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        guard let win = pair.value("win_probability"), win >= 0, win <= 1 else {
            throw RowFault("prompt \(row.prompt.id) has no win_probability from 0 to 1: add that column to the selection")
        }
        sink.conversation("chosen", row.prompt.messages, pair.chosen.text)
        sink.conversation("rejected", row.prompt.messages, pair.rejected.text)
        try sink.number("chosen_probs", win)
        try sink.number("chosen_probs_win", pair.value("chosen_win_probability") ?? win)
        try sink.number("chosen_probs_lose", pair.value("rejected_win_probability") ?? (1 - win))
    }
}
