/// A conversation that ends with the chosen response, and the rejected one beside it.
package struct MSSwiftFormat: TrainingSetFormat {
    package let name = "ms_swift"
    package let title = "conversations with a rejected response"
    package let consumer = "ms-swift dpo, orpo, cpo, simpo, rm"
    package let source = "https://swift.readthedocs.io/en/latest/Customization/Custom-dataset.html"
    package let layout = TrainingRowLayout.pairs

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("messages", .messages), RecordField("rejected_response", .string)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "messages", "rejected_response": "ms-swift"
        case "margin": "ms-swift rm"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.conversation("messages", row.prompt.messages, pair.chosen.text)
        sink.text("rejected_response", pair.rejected.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerCommands.msSwift(facts, kind: "dpo")]
    }
}
