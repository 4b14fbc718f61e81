import JSONCursor
import Ledger

extension StatusReport {
    /// The report as one JSON object; the fields of README's reference.
    package var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("run")
        writer.string(run.name)
        writer.key("seed")
        writer.integer(Int(run.seed))
        writer.key("running")
        writer.bool(holder != nil)
        writer.key("rounds_planned")
        if let roundsPlanned { writer.integer(roundsPlanned) } else { writer.null() }
        writer.key("pool")
        writer.beginObject()
        writer.key("prompts")
        writer.integer(pool)
        integer("held_out", poolHeldOut, &writer)
        writer.key("dropped")
        SelectionJSON.counts(poolDropped.map { ($0.reason, $0.count) }, &writer)
        writer.endObject()
        writer.key("rounds")
        writer.beginArray()
        for round in rounds { write(round, &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ round: Round, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("round")
        writer.integer(round.record.round)
        writer.key("policy")
        writer.string(round.record.policy)
        writer.key("closed")
        writer.bool(round.record.isClosed)
        writer.key("weight_version")
        writer.string(round.record.weightVersion)
        answers(round.base, &writer)
        if let evolved = round.evolved {
            writer.key("evolved")
            writer.beginObject()
            answers(evolved, &writer)
            writer.endObject()
        }
        if let rewrites = round.rewrites {
            writer.key("rewrites")
            writer.beginObject()
            integer("planned", rewrites.planned, &writer)
            integer("kept", rewrites.keptCount, &writer)
            writer.key("dropped")
            SelectionJSON.counts(rewrites.dropped.map { ($0.name, $0.count) }, &writer)
            writer.endObject()
        }
        for stage in [round.rewards, round.logprobs] {
            writer.key(stage.name)
            writer.beginObject()
            integer("planned", stage.planned, &writer)
            integer("done", stage.done, &writer)
            integer("failed", stage.failed, &writer)
            writer.endObject()
        }
        if let spent = round.spent {
            writer.key("spent")
            spent.write(to: &writer)
        }
        writer.key("selections")
        writer.beginArray()
        for name in round.selections { writer.string(name) }
        writer.endArray()
        writer.key("exports")
        writer.beginArray()
        for export in round.exports { write(export, &writer) }
        writer.endArray()
        writer.key("training")
        if let training = round.training { write(training, &writer) } else { writer.null() }
        writer.key("metrics")
        writer.beginObject()
        var metrics = round.evaluations.map { ($0.metric, $0.value) }
        if let mean = round.baselineReward { metrics.append((Phase.baseline.metric, mean)) }
        if let mean = round.heldOutReward { metrics.append((Phase.heldOut.metric, mean)) }
        for (name, value) in metrics.sorted(by: { $0.0 < $1.0 }) {
            writer.key(name)
            if (try? writer.double(value)) == nil { writer.null() }
        }
        writer.endObject()
        writer.endObject()
    }

    /// Prompts, responses and pairs of a phase.
    private func answers(_ answers: Answers, _ writer: inout JSONWriter) {
        writer.key("prompts")
        writer.beginObject()
        integer("planned", answers.promptsPlanned, &writer)
        integer("paired", answers.promptsPaired, &writer)
        integer("kept", answers.promptsKept, &writer)
        writer.key("reasons")
        SelectionJSON.counts(answers.promptReasons.map { ($0.reason, $0.count) }, &writer)
        writer.endObject()
        writer.key("responses")
        writer.beginObject()
        integer("planned", answers.responses.planned, &writer)
        integer("done", answers.responsesDone, &writer)
        integer("failed", answers.responsesFailed, &writer)
        integer("usable", answers.responses.usable, &writer)
        writer.key("reasons")
        SelectionJSON.counts(answers.responses.reasons.map { ($0.reason, $0.count) }, &writer)
        writer.endObject()
        writer.key("pairs")
        writer.beginObject()
        integer("candidates", answers.candidates, &writer)
        integer("kept", answers.promptsKept, &writer)
        writer.endObject()
    }

    private func write(_ training: TrainingRecord, _ writer: inout JSONWriter) {
        writer.beginObject()
        integer("attempt", training.attempt, &writer)
        writer.key("model")
        if let path = training.modelPath { writer.string(path) } else { writer.null() }
        writer.key("weight_version")
        writer.string(training.weightVersion)
        writer.key("seconds")
        let seconds = training.finishedAt.map { $0 - training.startedAt }
        if let seconds, (try? writer.double(seconds)) != nil {} else { writer.null() }
        writer.endObject()
    }

    private func write(_ export: ExportRecord, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("format")
        writer.string(export.format)
        writer.key("path")
        writer.string(export.path)
        integer("rows", export.rows, &writer)
        writer.key("sha256")
        writer.string(export.sha256)
        writer.endObject()
    }

    private func integer(_ key: String, _ value: Int, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.integer(value)
    }
}
