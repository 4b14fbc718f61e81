/// The chosen conversation as the real one, the rejected as the generated one.
package struct SPINFormat: TrainingSetFormat {
    package let name = "spin"
    package let title = "real and generated conversations"
    package let consumer = "SPIN"
    package let source = "https://github.com/uclaml/SPIN"
    package let layout = TrainingRowLayout.pairs

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("real", .messages), RecordField("generated", .messages)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "real", "generated": "SPIN"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.conversation("real", row.prompt.messages, pair.chosen.text)
        sink.conversation("generated", row.prompt.messages, pair.rejected.text)
    }
}
