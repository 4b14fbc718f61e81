/// Pairs for `type: chat_template.default`.
package struct AxolotlFormat: TrainingSetFormat {
    package let name = "axolotl"
    package let title = "pairs for chat_template.default"
    package let consumer = "axolotl rl: dpo, ipo, orpo, simpo"
    package let source = "https://docs.axolotl.ai/docs/rlhf.html"
    package let layout = TrainingRowLayout.pairs
    package let kinds: [RecordFileKind] = [.jsonLines]
    package let further = FurtherColumns.none("older versions fail on columns they do not know (axolotl issue 2415)")

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("messages", .messages), RecordField("chosen", .message), RecordField("rejected", .message)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "messages", "chosen", "rejected": "axolotl"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.turns("messages", row.prompt.messages)
        sink.answerTurn("chosen", pair.chosen.text)
        sink.answerTurn("rejected", pair.rejected.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerSettings.axolotl(facts)]
    }
}
