/// All responses of a prompt with their rewards, in order of their samples.
package struct RLHFlowFormat: TrainingSetFormat {
    package let name = "rlhflow"
    package let title = "responses with rewards"
    package let consumer = "RLHFlow online RLHF scripts"
    package let source = "https://github.com/RLHFlow/Online-RLHF"
    package let layout = TrainingRowLayout.prompts
    package let needsResponses = true

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("prompt", .messages), RecordField("responses", .list(.string)), RecordField("rewards", .list(.double))]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "responses", "rewards": "RLHFlow online RLHF scripts"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let responses = try row.allResponses()
        sink.turns("prompt", row.prompt.messages)
        sink.texts("responses", responses.map(\.text))
        try sink.numbers("rewards", responses.map(\.reward))
    }
}
