/// The interchange of "Larger or Smaller Reward Margins to Select Preferences for LLM Alignment?" (arXiv 2503.01864), all fields.
/// `logp_norms` are log-probs under the policy over their tokens, in nats.
package struct MAPFormat: TrainingSetFormat {
    package let name = "map"
    package let title = "the metric paper's own"
    package let consumer = "Alignment-Potential-Metric scripts, SimPO"
    package let source = "https://github.com/Hesse73/Alignment-Potential-Metric"
    package let layout = TrainingRowLayout.pairs
    package let needsResponses = true

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [
            RecordField("prompt", .string),
            RecordField("all_generated_texts", .list(.string)),
            RecordField("all_logps", .list(.double)),
            RecordField("all_logp_norms", .list(.double)),
            RecordField("all_rm_scores", .list(.double)),
            RecordField("chosen", .messages),
            RecordField("rejected", .messages),
            RecordField("chosen_logp_norms", .double),
            RecordField("rejected_logp_norms", .double),
            RecordField("rm_margin", .double),
            RecordField("logp_margin_norm", .double),
            RecordField("logp_margin_norm_abs", .double),
        ]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "chosen", "rejected": "SimPO"
        case "rm_margin", "logp_margin_norm", "logp_margin_norm_abs": "Alignment-Potential-Metric scripts"
        default: nil
        }
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        let responses = try row.allResponses()
        let chosen = try Self.norm(pair.chosen, row)
        let rejected = try Self.norm(pair.rejected, row)
        let margin: Double = chosen - rejected
        sink.text("prompt", try row.promptText(name))
        sink.texts("all_generated_texts", responses.map(\.text))
        try sink.numbers("all_logps", responses.map { try Self.sum($0, row) })
        try sink.numbers("all_logp_norms", responses.map { try Self.norm($0, row) })
        try sink.numbers("all_rm_scores", responses.map(\.reward))
        sink.conversation("chosen", row.prompt.messages, pair.chosen.text)
        sink.conversation("rejected", row.prompt.messages, pair.rejected.text)
        try sink.number("chosen_logp_norms", chosen)
        try sink.number("rejected_logp_norms", rejected)
        try sink.number("rm_margin", pair.explicitMargin)
        try sink.number("logp_margin_norm", margin)
        try sink.number("logp_margin_norm_abs", abs(margin))
    }

    private static func sum(_ response: TrainingResponse, _ row: TrainingRow) throws -> Double {
        guard let sum = response.logprob else {
            throw RowFault(
                "prompt \(row.prompt.id) has no log-prob of sample \(response.sample), which the format map needs: measure log-probs"
            )
        }
        return sum
    }

    private static func norm(_ response: TrainingResponse, _ row: TrainingRow) throws -> Double {
        let sum = try sum(response, row)
        guard let tokens = response.tokens, tokens > 0 else {
            throw RowFault("prompt \(row.prompt.id) has no tokens counted for sample \(response.sample), which the format map needs")
        }
        return sum / Double(tokens)
    }
}
