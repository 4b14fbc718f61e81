/// All responses of a prompt from the highest reward down; of equal ones the lower sample first.
package struct RankedFormat: TrainingSetFormat {
    package let name = "ranked"
    package let title = "responses in order of their rewards"
    package let consumer = "listwise trainers (PRO, LiPO)"
    package let source = "https://arxiv.org/abs/2402.01878"
    package let layout = TrainingRowLayout.prompts
    package let needsResponses = true

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("prompt", .messages), RecordField("responses", .list(.string)), RecordField("rewards", .list(.double))]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "responses", "rewards": "listwise trainers"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let responses = try row.rankedResponses()
        sink.turns("prompt", row.prompt.messages)
        sink.texts("responses", responses.map(\.text))
        try sink.numbers("rewards", responses.map(\.reward))
    }
}
