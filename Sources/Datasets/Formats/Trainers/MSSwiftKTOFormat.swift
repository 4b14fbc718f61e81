/// Labelled conversations.
package struct MSSwiftKTOFormat: TrainingSetFormat {
    package let name = "ms_swift_kto"
    package let title = "labelled conversations"
    package let consumer = "ms-swift kto"
    package let source = "https://swift.readthedocs.io/en/latest/Customization/Custom-dataset.html"
    package let layout = TrainingRowLayout.responses

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("messages", .messages), RecordField("label", .boolean)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "messages", "label": "ms-swift"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let response = try row.labelledResponse()
        sink.conversation("messages", row.prompt.messages, response.text)
        sink.flag("label", response.label == true)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerCommands.msSwift(facts, kind: "kto")]
    }
}
