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
        writer.key("prompts")
        writer.beginObject()
        integer("planned", round.promptsPlanned, &writer)
        integer("paired", round.promptsPaired, &writer)
        integer("kept", round.promptsKept, &writer)
        writer.key("reasons")
        SelectionJSON.counts(round.promptReasons.map { ($0.reason, $0.count) }, &writer)
        writer.endObject()
        writer.key("responses")
        writer.beginObject()
        integer("planned", round.responses.planned, &writer)
        integer("done", round.responsesDone, &writer)
        integer("failed", round.responsesFailed, &writer)
        integer("usable", round.responses.usable, &writer)
        writer.key("reasons")
        SelectionJSON.counts(round.responses.reasons.map { ($0.reason, $0.count) }, &writer)
        writer.endObject()
        for stage in [round.rewards, round.logprobs] {
            writer.key(stage.name)
            writer.beginObject()
            integer("planned", stage.planned, &writer)
            integer("done", stage.done, &writer)
            integer("failed", stage.failed, &writer)
            writer.endObject()
        }
        writer.key("pairs")
        writer.beginObject()
        integer("candidates", round.candidates, &writer)
        integer("kept", round.promptsKept, &writer)
        writer.endObject()
        writer.key("selections")
        writer.beginArray()
        for name in round.selections { writer.string(name) }
        writer.endArray()
        writer.key("exports")
        writer.beginArray()
        for export in round.exports { write(export, &writer) }
        writer.endArray()
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
