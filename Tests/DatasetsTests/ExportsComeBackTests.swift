import Inference
import Testing

@testable import Datasets

/// A training set that was exported with its columns can be imported: the same prompts, responses and measurements, hence the same pairs.
@Suite struct ExportsComeBackTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func row(_ number: Int) -> PreferenceRow {
        let prompt = [Message(role: "system", content: "S"), Message(role: "user", content: "Question \(number)?\n😀")]
        let chosen = PreferenceSide(
            text: "good \(number)",
            sample: number % 2 == 0 ? 3 : 0,
            score: 1.1 + Double(number),
            logprob: .init(sum: -3.7 * Double(number + 1), tokens: 4 + number)
        )
        let rejected = PreferenceSide(text: "bad", sample: 1, score: 0.1, logprob: .init(sum: -2.3, tokens: 5))
        return PreferenceRow(
            prompt: prompt,
            chosen: chosen,
            rejected: rejected,
            promptID: PromptRecord.contentHash(of: prompt),
            externalID: "x\(number)",
            metadata: #"{"level":\#(number),"answer":"42"}"#,
            explicitMargin: 1 + Double(number),
            implicitMargin: 0.5,
            score: 2,
            rank: number + 1,
            round: 3
        )
    }

    private func check(_ path: String, _ rows: [PreferenceRow]) throws {
        var records: [ImportedPrompt] = []
        try ImportReader(path: path).read { records.append($0) }
        #expect(records.count == rows.count)
        for (record, row) in zip(records, rows) {
            #expect(record.prompt.messages == row.prompt && record.prompt.contentHash == row.promptID)
            #expect(record.prompt.externalID == row.externalID && record.prompt.metadata == row.metadata)
            let sides = [row.chosen, row.rejected].sorted { $0.sample < $1.sample }
            #expect(record.responses.map(\.text) == sides.map(\.text))
            #expect(record.responses.map { $0.rewards.map(\.score) } == sides.map { [$0.score] })
            #expect(record.responses.map(\.policyLogprob) == sides.map { $0.logprob?.sum })
            #expect(record.responses.map(\.tokens) == sides.map { $0.logprob?.tokens })
        }
    }

    @Test func `from JSON Lines`() throws {
        let rows = (0..<5).map(row)
        let writer = try TRLPreferenceFormat().writer(in: folder.path, columns: Set(TrainingSetColumn.allCases))
        for row in rows { try writer.append(row) }
        _ = try writer.finish()
        try check(folder.path + "/train.jsonl", rows)
    }

    @Test func `from Parquet`() throws {
        let rows = (0..<5).map(row)
        let columns = [
            RecordField("prompt", .messages), RecordField("chosen", .messages), RecordField("rejected", .messages),
            RecordField("prompt_id", .string), RecordField("external_id", .string), RecordField("chosen_score", .double),
            RecordField("rejected_score", .double), RecordField("explicit_margin", .double), RecordField("chosen_logprob", .double),
            RecordField("rejected_logprob", .double), RecordField("chosen_tokens", .integer), RecordField("rejected_tokens", .integer),
            RecordField("chosen_sample", .integer), RecordField("rejected_sample", .integer), RecordField("metadata", .string),
            RecordField("note", .string, isOptional: true),
        ]
        let path = folder.path + "/train-00000-of-00001.parquet"
        let writer = try ParquetRowWriter(path: path, schema: columns)
        for row in rows {
            try write(row, to: writer)
            try writer.endRow()
        }
        _ = try writer.finish()
        try check(folder.path, rows)
    }

    private func write(_ row: PreferenceRow, to sink: ParquetRowWriter) throws {
        func messages(_ key: String, _ messages: [Message]) {
            sink.key(key)
            sink.beginArray()
            for message in messages {
                sink.beginObject()
                sink.key("role")
                sink.string(message.role)
                sink.key("content")
                sink.string(message.content)
                sink.endObject()
            }
            sink.endArray()
        }
        func numbers(_ name: String, _ chosen: Double, _ rejected: Double) throws {
            sink.key("chosen_" + name)
            try sink.double(chosen)
            sink.key("rejected_" + name)
            try sink.double(rejected)
        }
        func counts(_ name: String, _ chosen: Int, _ rejected: Int) {
            sink.key("chosen_" + name)
            sink.integer(chosen)
            sink.key("rejected_" + name)
            sink.integer(rejected)
        }
        sink.beginObject()
        messages("prompt", row.prompt)
        messages("chosen", [Message(role: "assistant", content: row.chosen.text)])
        messages("rejected", [Message(role: "assistant", content: row.rejected.text)])
        sink.key("prompt_id")
        sink.string(row.promptID)
        sink.key("external_id")
        sink.string(row.externalID ?? "")
        try numbers("score", row.chosen.score, row.rejected.score)
        sink.key("explicit_margin")
        try sink.double(row.explicitMargin)
        try numbers("logprob", row.chosen.logprob?.sum ?? 0, row.rejected.logprob?.sum ?? 0)
        counts("tokens", row.chosen.logprob?.tokens ?? 0, row.rejected.logprob?.tokens ?? 0)
        counts("sample", row.chosen.sample, row.rejected.sample)
        sink.key("metadata")
        sink.string(row.metadata ?? "{}")
        sink.endObject()
    }
}
