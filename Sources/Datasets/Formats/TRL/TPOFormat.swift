/// Triples as in "Triple Preference Optimization": reference is the prompt's best response, chosen the next best where the pair's own
/// chosen one is the best, rejected the pair's. A prompt without a response between the two is left out.
package struct TPOFormat: TrainingSetFormat {
    package let name = "tpo"
    package let title = "triples of reference, chosen and rejected"
    package let consumer = "TRL TPOTrainer (experimental)"
    package let source = "https://huggingface.co/docs/trl/main/tpo_trainer"
    package let layout = TrainingRowLayout.pairs
    package let needsResponses = true

    package init() {}

    package func fields(_ columns: RowColumns) -> [RecordField] {
        [
            RecordField("prompt", .messages),
            RecordField("reference", .messages),
            RecordField("chosen", .messages),
            RecordField("rejected", .messages),
        ]
    }

    package func reader(of column: String) -> String? {
        switch column {
        case "prompt", "reference", "chosen", "rejected": "TRL TPOTrainer"
        default: nil
        }
    }

    package func omission(of row: TrainingRow) -> String? {
        guard let pair = row.pair, !row.responses.isEmpty else { return nil }
        return Self.triple(pair, row.responses) == nil ? "no_third_response" : nil
    }

    package func writeFields<Sink: RecordSink>(of row: TrainingRow, _ context: RowContext, to sink: inout Sink) throws {
        let pair = try row.keptPair()
        guard let triple = Self.triple(pair, try row.allResponses()) else { return }
        sink.turns("prompt", row.prompt.messages)
        sink.answer("reference", triple.reference)
        sink.answer("chosen", triple.chosen)
        sink.answer("rejected", pair.rejected.text)
    }

    private static func triple(_ pair: TrainingPair, _ responses: [TrainingResponse]) -> (reference: String, chosen: String)? {
        let others = responses.filter {
            $0.sample != pair.chosen.sample && $0.sample != pair.rejected.sample && $0.reward > pair.rejected.reward
        }
        let best = others.max { $0.reward == $1.reward ? $0.sample > $1.sample : $0.reward < $1.reward }
        guard let best else { return nil }
        return best.reward > pair.chosen.reward ? (best.text, pair.chosen.text) : (pair.chosen.text, best.text)
    }

    package func sidecars(_ facts: SidecarFacts) -> [Sidecar] {
        [TRLScript.sidecar("TPO", facts, module: "trl.experimental.tpo")]
    }
}
