/// Full conversations on both sides: the alignment handbook, SimPO's trainer, axolotl's `argilla_chat`.
package struct AlignmentHandbookFormat: TrainingSetFormat {
    package let name = "alignment_handbook"
    package let title = "full conversations on both sides"
    package let consumer = "alignment-handbook, SimPO, axolotl chat_template.argilla_chat"
    package let source = "https://github.com/huggingface/alignment-handbook"
    package let layout = TrainingRowLayout.pairs

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [RecordField("chosen", .messages), RecordField("rejected", .messages)]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "chosen", "rejected": "alignment-handbook, SimPO, axolotl"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        sink.conversation("chosen", row.prompt.messages, pair.chosen.text)
        sink.conversation("rejected", row.prompt.messages, pair.rejected.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TrainerSettings.alignmentHandbook(facts)]
    }
}
