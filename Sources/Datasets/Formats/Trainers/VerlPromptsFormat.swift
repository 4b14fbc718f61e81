/// Prompts with what verl wants to know of each: `data_source` is the training set's name, `ability` the prompt's first tag (else
/// `general`), the ground truth is empty because a reward model judges.
package struct VerlPromptsFormat: TrainingSetFormat {
    package let name = "verl_prompts"
    package let title = "prompts"
    package let consumer = "verl main_ppo"
    package let source = "https://verl.readthedocs.io/en/latest/preparation/prepare_data.html"
    package let layout = TrainingRowLayout.prompts
    package let kinds: [RecordFileKind] = [.parquet, .jsonLines]
    private static let rewardModel = RecordType.record([RecordField("style", .string), RecordField("ground_truth", .string)])
    private static let extra = RecordType.record([RecordField("split", .string), RecordField("index", .integer)])

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [
            RecordField("data_source", .string),
            RecordField("prompt", .messages),
            RecordField("ability", .string),
            RecordField("reward_model", Self.rewardModel),
            RecordField("extra_info", Self.extra),
        ]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "data_source", "prompt", "ability", "reward_model", "extra_info": "verl"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        sink.text("data_source", context.name)
        sink.turns("prompt", row.prompt.messages)
        sink.text("ability", row.prompt.tags.first ?? "general")
        sink.key("reward_model")
        sink.beginObject()
        sink.text("style", "model")
        sink.text("ground_truth", "")
        sink.endObject()
        sink.key("extra_info")
        sink.beginObject()
        sink.text("split", context.split)
        sink.count("index", context.index)
        sink.endObject()
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerCommands.verl(facts)]
    }
}
