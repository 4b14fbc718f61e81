/// Labelled responses as plain strings for `type: user_defined.default`; prompts with a system turn have it in a column of its own.
package struct AxolotlKTOFormat: TrainingSetFormat {
    package let name = "axolotl_kto"
    package let title = "labelled responses as plain strings"
    package let consumer = "axolotl rl: kto"
    package let source = "https://docs.axolotl.ai/docs/rlhf.html"
    package let layout = TrainingRowLayout.responses
    package let kinds: [RecordFileKind] = [.jsonLines]
    package let further = FurtherColumns.none("older versions fail on columns they do not know (axolotl issue 2415)")

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        let system: [RecordField] = columns.hasSystem ? [RecordField("system", .string)] : []
        return system + [RecordField("prompt", .string), RecordField("completion", .string), RecordField("label", .boolean)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "system", "prompt", "completion", "label": "axolotl"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let response = try row.labelledResponse()
        if let system = try context.columns.system(of: row) { sink.text("system", system) }
        sink.text("prompt", try row.promptText(name, besidesSystem: true))
        sink.text("completion", response.text)
        sink.flag("label", response.label == true)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerSettings.axolotlKTO(facts)]
    }
}
