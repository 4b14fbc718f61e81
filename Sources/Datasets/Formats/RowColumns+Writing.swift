extension RowColumns {
    /// Writes the values of `fields(layout)`.
    func write<Sink: RecordSink>(_ row: TrainingRow, _ layout: TrainingRowLayout, to sink: inout Sink) throws {
        if chosen.isEmpty && values.isEmpty { return }
        for column in chosen {
            switch column {
            case .promptID: sink.text("prompt_id", row.prompt.id)
            case .externalID:
                sink.text("external_id", try require(row.prompt.externalID, "id of its own for the column external_id", row))
            case .metadata: sink.text("metadata", row.prompt.metadata ?? "{}")
            case .round: sink.count("round", row.prompt.round)
            case .scores, .samples, .logprobs, .referenceLogprobs, .margins, .rank:
                if layout == .responses {
                    try write(column, of: row.labelledResponse(), row, to: &sink)
                } else {
                    try write(column, of: row.keptPair(), row, to: &sink)
                }
            }
        }
        for index in values.indices { try writeValue(at: index, row, to: &sink) }
    }

    private func write<Sink: RecordSink>(_ column: TrainingSetColumn, of pair: TrainingPair, _ row: TrainingRow, to sink: inout Sink) throws
    {
        switch column {
        case .scores:
            try sink.number("chosen_score", pair.chosen.reward)
            try sink.number("rejected_score", pair.rejected.reward)
        case .samples:
            sink.count("chosen_sample", pair.chosen.sample)
            sink.count("rejected_sample", pair.rejected.sample)
        case .logprobs:
            let lacking = " answer for the column logprobs"
            try sink.number("chosen_logprob", require(pair.chosen.logprob, "log-prob of the chosen" + lacking, row))
            try sink.number("rejected_logprob", require(pair.rejected.logprob, "log-prob of the rejected" + lacking, row))
            sink.count("chosen_tokens", try require(pair.chosen.tokens, "number of tokens of the chosen" + lacking, row))
            sink.count("rejected_tokens", try require(pair.rejected.tokens, "number of tokens of the rejected" + lacking, row))
        case .referenceLogprobs:
            let lacking = " answer for the column reference_logprobs"
            try sink.number("ref_chosen_logps", require(pair.chosen.referenceLogprob, "reference log-prob of the chosen" + lacking, row))
            try sink.number(
                "ref_rejected_logps",
                require(pair.rejected.referenceLogprob, "reference log-prob of the rejected" + lacking, row)
            )
        case .margins:
            try sink.number("explicit_margin", pair.explicitMargin)
            guard hasImplicitMargin == (pair.implicitMargin != nil) else {
                throw RowFault(
                    "some rows have an implicit margin and some, as prompt \(row.prompt.id), differ: a column must stand in all or none"
                )
            }
            if let margin = pair.implicitMargin { try sink.number("implicit_margin", margin) }
            try sink.number("score", pair.score)
        case .rank: sink.count("rank", pair.rank)
        case .promptID, .externalID, .round, .metadata: break
        }
    }

    private func write<Sink: RecordSink>(
        _ column: TrainingSetColumn,
        of response: TrainingResponse,
        _ row: TrainingRow,
        to sink: inout Sink
    ) throws {
        switch column {
        case .scores: try sink.number("score", response.reward)
        case .samples: sink.count("sample", response.sample)
        case .logprobs:
            try sink.number("logprob", require(response.logprob, "log-prob of an answer for the column logprobs", row))
            sink.count("tokens", try require(response.tokens, "number of tokens of an answer for the column logprobs", row))
        case .referenceLogprobs:
            let lacking = "reference log-prob of an answer for the column reference_logprobs"
            try sink.number("ref_logps", require(response.referenceLogprob, lacking, row))
        case .promptID, .externalID, .round, .metadata, .margins, .rank: break
        }
    }

    /// A pair's values come in the order of the selection's columns, so most are found at their own place.
    private func writeValue<Sink: RecordSink>(at index: Int, _ row: TrainingRow, to sink: inout Sink) throws {
        let name = values[index]
        guard let value = row.value(name, near: index) else {
            throw RowFault("prompt \(row.prompt.id) has no value for the selection's column \(name): leave the column out")
        }
        sink.key(name)
        try sink.double(value)
    }

    private func require<Value>(_ value: Value?, _ what: @autoclosure () -> String, _ row: TrainingRow) throws -> Value {
        guard let value else { throw RowFault("prompt \(row.prompt.id) has no \(what()): leave the column out") }
        return value
    }
}
