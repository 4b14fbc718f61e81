import Foundation
import Inference
import Testing

@testable import Datasets

@Suite struct WritingTrainingSetsTests {
    private let folder: SetFolder

    init() throws { folder = try SetFolder() }

    private static let hostile = Rows.hostile

    private func row(_ number: Int, prompt: String = "What color is the sky?", implicit: Double? = -1.25) -> TrainingRow {
        TrainingRow(
            prompt: TrainingPrompt(
                messages: [Message(role: "user", content: prompt)],
                id: "id\(number)",
                externalID: "x\(number)",
                metadata: #"{"level":3}"#,
                round: 1
            ),
            pair: TrainingPair(
                chosen: TrainingResponse(text: "It is blue.", sample: 2, reward: 1, logprob: -3, referenceLogprob: -3.5, tokens: 4),
                rejected: TrainingResponse(
                    text: "It is green.",
                    sample: 0,
                    reward: -0.5,
                    logprob: -2.5e-7,
                    referenceLogprob: -4,
                    tokens: 5
                ),
                explicitMargin: 1.5,
                implicitMargin: implicit,
                score: 100,
                rank: number
            )
        )
    }

    private func write(_ rows: [TrainingRow], columns: Set<TrainingSetColumn> = []) throws -> [TrainingSetFile] {
        try folder.write("trl", rows, TrainingSetOptions(columns: columns))
    }

    @Test func `a row is exactly what TRL's documentation shows`() throws {
        let files = try write([row(1)])
        let expected =
            #"{"prompt":[{"role":"user","content":"What color is the sky?"}],"chosen":[{"role":"assistant","content":"It is blue."}],"#
            + #""rejected":[{"role":"assistant","content":"It is green."}]}"# + "\n"
        #expect(try folder.content("train.jsonl") == expected)
        #expect(files.map(\.name) == ["train.jsonl"])
        #expect(files.map(\.rows) == [1])
        #expect(files.map(\.bytes) == [expected.utf8.count])
        #expect(folder.names == ["train.jsonl"])
    }

    @Test func `further columns come in a fixed order, and doubles always look like doubles`() throws {
        _ = try write([row(1)], columns: Set(TrainingSetColumn.allCases))
        let content = try folder.content("train.jsonl")
        let expected =
            #","prompt_id":"id1","external_id":"x1","chosen_score":1.0,"rejected_score":-0.5,"explicit_margin":1.5,"implicit_margin":-1.25,"score":100.0,"#
            + #""chosen_logprob":-3.0,"rejected_logprob":-2.5e-07,"chosen_tokens":4,"rejected_tokens":5,"ref_chosen_logps":-3.5,"#
            + #""ref_rejected_logps":-4.0,"chosen_sample":2,"rejected_sample":0,"#
            + #""rank":1,"round":1,"metadata":"{\"level\":3}"}"# + "\n"
        #expect(content.hasSuffix(expected), "\(content)")
    }

    @Test func `any text survives another JSON reader`() throws {
        struct Row: Decodable {
            struct Turn: Decodable { let role: String, content: String }
            let prompt: [Turn], chosen: [Turn], rejected: [Turn]
        }
        var hard = row(1, prompt: Self.hostile)
        hard.pair?.chosen.text = Self.hostile + "chosen"
        hard.pair?.rejected.text = ""
        _ = try write([hard, row(2)])
        let lines = try folder.content("train.jsonl").split(separator: "\n" as Character)
        #expect(lines.count == 2)
        let read = try JSONDecoder().decode(Row.self, from: Data(lines[0].utf8))
        #expect(Array(read.prompt[0].content.utf8) == Array(Self.hostile.utf8))
        #expect(Array(read.chosen[0].content.utf8) == Array((Self.hostile + "chosen").utf8))
        #expect(read.rejected[0].content == "")
        #expect(read.chosen.map(\.role) == ["assistant"])
    }

    @Test(.enabled(if: Python.has("json", "hashlib"))) func `Python reads every line and sees the same texts, types and hash`() throws {
        var hard = row(1, prompt: Self.hostile)
        hard.pair?.chosen.text = Self.hostile
        let files = try write([hard, row(2)], columns: Set(TrainingSetColumn.allCases))
        let script = """
            import sys, json, hashlib
            data = open(sys.argv[1], 'rb').read()
            rows = [json.loads(line) for line in data.split(b'\\n')[:-1]]
            print(hashlib.sha256(data).hexdigest(), len(rows), len({tuple((k, type(v).__name__) for k, v in row.items()) for row in rows}))
            print(rows[0]['prompt'][0]['content'].encode().hex(), rows[0]['chosen'][0]['content'].encode().hex())
            """
        let hex: String = Self.hostile.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let seen = try #require(Python.run(script, input: try folder.content("train.jsonl")))
        #expect(seen == "\(files[0].sha256) 2 1\n\(hex) \(hex)\n")
    }

    @Test func `the same rows give the same bytes, whatever the order columns are asked for in`() throws {
        let first = try write([row(1), row(2)], columns: [.rank, .promptID])
        let second = try write([row(1), row(2)], columns: [.promptID, .rank])
        #expect(first == second)
    }

    @Test func `a column that some rows lack is an error, and nothing is written`() throws {
        var nameless = row(2)
        nameless.prompt.externalID = nil
        var unmeasured = row(2)
        unmeasured.pair?.rejected.logprob = nil
        var infinite = row(2)
        infinite.pair?.score = .infinity
        let cases: [(TrainingRow, TrainingSetColumn, String)] = [
            (nameless, .externalID, "2: prompt id2 has no id of its own for the column external_id: leave the column out"),
            (unmeasured, .logprobs, "2: prompt id2 has no log-prob of the rejected answer for the column logprobs: leave the column out"),
            (
                row(2, implicit: nil), .margins,
                "2: some rows have an implicit margin and some, as prompt id2, differ: a column must stand in all or none"
            ),
            (infinite, .margins, "2: a number of prompt id2 is not finite"),
        ]
        for (faulty, column, expected) in cases {
            do {
                _ = try write([row(1), faulty], columns: [column])
                Issue.record("\(column) was written")
            } catch let error as DatasetError {
                #expect(error.description == folder.path + "/train.jsonl:" + expected)
            }
            #expect(folder.names.isEmpty)
        }
    }

    @Test func `without log-probs no row has an implicit margin, and without fields metadata is empty`() throws {
        var bare = row(1, implicit: nil)
        bare.prompt.metadata = nil
        _ = try write([bare, row(2, implicit: nil)], columns: [.margins, .metadata])
        let content = try folder.content("train.jsonl")
        #expect(!content.contains("implicit_margin"))
        #expect(content.contains(#","metadata":"{}"}"#))
    }

    @Test func `a training set without rows is an empty file`() throws {
        #expect(try write([]).map(\.rows) == [0])
        #expect(try folder.content("train.jsonl") == "")
    }

    @Test func `formats are found by name`() {
        #expect(TrainingSetFormats.named("trl")?.consumer.contains("DPOTrainer") == true)
        #expect(TrainingSetFormats.named("TRL") == nil)
    }
}
