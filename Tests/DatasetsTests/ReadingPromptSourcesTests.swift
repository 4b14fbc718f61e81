import Testing

@testable import Datasets

@Suite struct ReadingPromptSourcesTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test func `prompts know their source, its weight and its tags; the first of equal ones counts`() throws {
        let math = try folder.file(
            "math.jsonl",
            #"{"question":"1+1?","uid":1,"solution":"2","tags":["easy"]}"# + "\n" + #"{"question":"Same"}"#
        )
        let chat = try folder.file("chat.txt", "Hello\nSame\nHello\n")
        let sources = PromptSources(
            [
                PromptSource(
                    path: math,
                    weight: 2.5,
                    tags: ["math", "easy"],
                    columns: ColumnMapping(["prompt": "question", "id": "uid", "answer": "solution"])
                ),
                PromptSource(path: chat, tags: ["chat"]),
            ],
            system: "S"
        )
        var lines: [String] = []
        let summaries = try sources.read { record, origin in
            let text = record.messages.map(\.content).joined(separator: "/")
            lines.append("\(origin.source) \(origin.weight) \(text) \(record.externalID ?? "-") \(record.tags) \(record.metadata ?? "-")")
        }
        #expect(
            lines == [
                #"0 2.5 S/1+1? 1 ["easy", "math"] {"answer":"2"}"#,
                #"0 2.5 S/Same - ["math", "easy"] -"#,
                #"1 1.0 S/Hello - ["chat"] -"#,
            ]
        )
        #expect(summaries.map(\.kept) == [2, 1])
        #expect(summaries.map(\.duplicates) == [0, 2])
        #expect(summaries.map(\.inEarlierSources) == [0, 1])
        #expect(summaries.map(\.read) == [2, 3])
    }

    @Test func `a file's own prompt is metadata where another column is the prompt`() throws {
        let path = try folder.file("p.jsonl", #"{"q":"Q","prompt":5,"messages":[1],"id":"a"}"#)
        let source = PromptSource(path: path, columns: ColumnMapping(["prompt": "q"]))
        try PromptSources([source]).read { record, _ in
            #expect(record.messages.map(\.content) == ["Q"])
            #expect(record.externalID == "a" && record.metadata == #"{"prompt":5,"messages":[1]}"#)
        }
    }

    private func parquet(_ name: String, _ prompts: [String]) throws {
        let writer = try ParquetRowWriter(
            path: folder.path + "/" + name,
            schema: [RecordField("id", .string), RecordField("messages", .messages), RecordField("note", .string, isOptional: true)]
        )
        for prompt in prompts {
            writer.beginObject()
            writer.key("id")
            writer.string("id " + prompt)
            writer.key("messages")
            writer.beginArray()
            writer.beginObject()
            writer.key("role")
            writer.string("user")
            writer.key("content")
            writer.string(prompt)
            writer.endObject()
            writer.endArray()
            writer.endObject()
            try writer.endRow()
        }
        _ = try writer.finish()
    }

    private func prompts(_ path: String, split: String? = nil) throws -> [String] {
        var prompts: [String] = []
        try PromptSources([PromptSource(path: path, split: split)]).read { record, _ in prompts.append(record.messages[0].content) }
        return prompts
    }

    @Test func `a folder's shards are read in the order of their names, of one split`() throws {
        try parquet("train-00001-of-00002.parquet", ["c"])
        try parquet("train-00000-of-00002.parquet", ["a", "b 😀"])
        try parquet("test-00000-of-00001.parquet", ["d"])
        try parquet("training.parquet", ["e"])
        _ = try folder.file("README.md", "# data")
        _ = try folder.file("dataset_infos.json", "{}")
        #expect(try prompts(folder.path) == ["a", "b 😀", "c"])
        #expect(try prompts(folder.path + "/", split: "test") == ["d"])
        #expect(try prompts(folder.path + "/t*-*.parquet") == ["d", "a", "b 😀", "c"])
        #expect(throws: DatasetError(file: folder.path, message: "no .parquet file of the folder begins with the split `dev`")) {
            try prompts(folder.path, split: "dev")
        }
        let one = folder.path + "/training.parquet"
        #expect(try prompts(one) == ["e"])
        let expected = "a split is picked among the files of a folder, but this is one file: leave `split` out"
        #expect(throws: DatasetError(file: one, message: expected)) { try prompts(one, split: "train") }
        #expect(throws: DatasetError(file: folder.path + "/x*", message: "no file has such a name")) { try prompts(folder.path + "/x*") }
    }

    @Test func `a faulty row of a Parquet file is named`() throws {
        try parquet("p.parquet", ["a", ""])
        let path = folder.path + "/p.parquet"
        #expect(throws: DatasetError(file: path, message: "row 2: a user turn is empty")) { try prompts(path) }
    }

    @Test func `a row's null is a field that is not there`() throws {
        try parquet("p.parquet", ["a"])
        try PromptReader(path: folder.path + "/p.parquet").read { #expect($0.metadata == nil && $0.externalID == "id a") }
    }

    @Test func `a Parquet file is one whatever it is called`() throws {
        try parquet("p.jsonl", ["a"])
        #expect(try prompts(folder.path + "/p.jsonl") == ["a"])
    }
}
