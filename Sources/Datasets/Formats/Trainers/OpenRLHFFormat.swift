/// Pairs of message lists with a margin, read with `--data.apply_chat_template` and `--data.prompt_key prompt`.
/// The margin is the selection's value `margin`, else the explicit margin.
package struct OpenRLHFFormat: TrainingSetFormat {
    package let name = "openrlhf"
    package let title = "pairs with margins"
    package let consumer = "OpenRLHF train_dpo, train_rm"
    package let source = "https://github.com/OpenRLHF/OpenRLHF/blob/main/openrlhf/datasets/reward_dataset.py"
    package let layout = TrainingRowLayout.pairs
    package let further = FurtherColumns.none("its reader knows prompt, chosen, rejected and margin only")
    package let values = ["margin"]

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [
            RecordField("prompt", .messages),
            RecordField("chosen", .messages),
            RecordField("rejected", .messages),
            RecordField("margin", .double),
        ]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "chosen", "rejected": "OpenRLHF train_dpo, train_rm"
        case "margin": "OpenRLHF train_rm with a margin loss"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.turns("prompt", row.prompt.messages)
        sink.answer("chosen", pair.chosen.text)
        sink.answer("rejected", pair.rejected.text)
        try sink.number("margin", pair.value("margin") ?? pair.explicitMargin)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerCommands.openRLHF(facts)]
    }
}
