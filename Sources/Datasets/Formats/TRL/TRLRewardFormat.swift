/// Pairs with an implicit prompt and the margin that the reward is asked to keep between them: the selection's value `margin`,
/// else the explicit margin.
package struct TRLRewardFormat: TrainingSetFormat {
    package let name = "trl_reward"
    package let title = "pairs with margins for reward models"
    package let consumer = "TRL RewardTrainer"
    package let source = "https://huggingface.co/docs/trl/dataset_formats#preference"
    package let layout = TrainingRowLayout.pairs
    package let values = ["margin"]

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("chosen", .messages), RecordField("rejected", .messages), RecordField("margin", .double)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "chosen", "rejected", "margin": "TRL RewardTrainer"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.conversation("chosen", row.prompt.messages, pair.chosen.text)
        sink.conversation("rejected", row.prompt.messages, pair.rejected.text)
        try sink.number("margin", pair.value("margin") ?? pair.explicitMargin)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TRLScript.sidecar("Reward", facts)]
    }
}
