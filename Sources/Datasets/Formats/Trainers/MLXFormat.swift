/// Pairs of plain strings; prompts with a system turn have it in a column of its own.
package struct MLXFormat: TrainingSetFormat {
    package let name = "mlx_lm_lora"
    package let title = "pairs as plain strings"
    package let consumer = "mlx-lm-lora dpo, cpo, orpo"
    package let source = "https://github.com/Goekdeniz-Guelmez/mlx-lm-lora"
    package let layout = TrainingRowLayout.pairs
    package let kinds: [RecordFileKind] = [.jsonLines]
    package let heldOut = "valid"

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        let system: [RecordField] = columns.hasSystem ? [RecordField("system", .string)] : []
        return system + [RecordField("prompt", .string), RecordField("chosen", .string), RecordField("rejected", .string)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "system", "prompt", "chosen", "rejected": "mlx-lm-lora"
        case "preference_score": "mlx-lm-lora orpo"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        if let system = try context.columns.system(of: row) { sink.text("system", system) }
        sink.text("prompt", try row.promptText(name, besidesSystem: true))
        sink.text("chosen", pair.chosen.text)
        sink.text("rejected", pair.rejected.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerCommands.mlx(facts)]
    }
}
