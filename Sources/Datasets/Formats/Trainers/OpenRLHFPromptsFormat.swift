/// Prompts for OpenRLHF's own sampling, under its default key.
package struct OpenRLHFPromptsFormat: TrainingSetFormat {
    package let name = "openrlhf_prompts"
    package let title = "prompts"
    package let consumer = "OpenRLHF train_ppo_ray"
    package let source = "https://github.com/OpenRLHF/OpenRLHF/blob/main/openrlhf/datasets/prompts_dataset.py"
    package let layout = TrainingRowLayout.prompts

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("input", .messages)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "input": "OpenRLHF train_ppo_ray"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        sink.turns("input", row.prompt.messages)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerCommands.openRLHFPrompts(facts)]
    }
}
