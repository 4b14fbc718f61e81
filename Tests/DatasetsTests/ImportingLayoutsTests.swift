import Testing

@testable import Datasets

@Suite struct ImportingLayoutsTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func records(_ text: String, layout: ImportLayout? = nil, name: String = "d.jsonl") throws -> [ImportedPrompt] {
        var records: [ImportedPrompt] = []
        try ImportReader(path: try folder.file(name, text), layout: layout).read { records.append($0) }
        return records
    }

    private func fault(_ text: String, layout: ImportLayout? = nil) throws -> String {
        do {
            _ = try records(text, layout: layout)
            return ""
        } catch let error as DatasetError {
            return String(error.description.dropFirst(folder.path.count + 1))
        }
    }

    /// `user: Q | A reward=1 | B reward=0`.
    private func summary(_ record: ImportedPrompt) -> String {
        let prompt: String = record.prompt.messages.map { "\($0.role): \($0.content)" }.joined(separator: ", ")
        let responses: [String] = record.responses.map { response in
            response.text + response.rewards.map { " \($0.name)=\($0.score)" }.joined()
        }
        return ([prompt] + responses).joined(separator: " | ")
    }

    private static let user = #"{"role":"user","content":"Q"}"#
    private static let good = #"{"role":"assistant","content":"A"}"#
    private static let bad = #"{"role":"assistant","content":"B"}"#
    private static let plain = "user: Q | A preference=1.0 | B preference=0.0"
    private static let rated = "user: Q | A reward=2.0 | B reward=-1.5"

    @Test(arguments: [
        (ImportLayout.preference, #"{"prompt":[\#(user)],"chosen":[\#(good)],"rejected":[\#(bad)]}"#, plain),
        (.preference, #"{"prompt":"Q","chosen":"A","rejected":"B"}"#, plain),
        (.preference, #"{"chosen":[\#(user),\#(good)],"rejected":[\#(user),\#(bad)]}"#, plain),
        (
            .preference,
            #"{"prompt":"Q","chosen":[\#(user),\#(good)],"rejected":[\#(user),\#(bad)],"score_chosen":2,"score_rejected":-1.5}"#, rated
        ),
        (.preference, #"{"instruction":"Q","chosen_response":"A","rejected_response":"B"}"#, plain),
        (.preference, #"{"question":"Q","system":"S","chosen":"A","rejected":"B"}"#, "system: S, " + plain),
        (.unpaired, #"{"prompt":[\#(user)],"completion":[\#(good)],"label":true}"#, "user: Q | A preference=1.0"),
        (.unpaired, #"{"prompt":"Q","completion":"B","label":false}"#, "user: Q | B preference=0.0"),
        (.unpaired, #"{"messages":[\#(user),\#(bad)],"label":false,"score":-1}"#, "user: Q | B reward=-1.0"),
        (
            .simpo,
            #"{"prompt":"Q","all_generated_responses":["A","B","A"],"all_rm_scores":[2,-1.5,2],"chosen":[\#(user),\#(good)],"rejected":[\#(user),\#(bad)]}"#,
            rated + " | A reward=2.0"
        ),
        (
            .map,
            #"{"prompt":"Q","all_generated_texts":["A","B"],"all_rm_scores":[2,-1.5],"all_logps":[-6,-5],"all_logp_norms":[-1.5,-1]}"#,
            rated
        ),
        (.rlhflow, #"{"prompt":[\#(user)],"responses":["A","B"],"rewards":[2,-1.5]}"#, rated),
        (.openrlhf, #"{"prompt":"Q","chosen":"A","chosen_reward":2,"rejected":"B","rejected_reward":-1.5}"#, rated),
        (
            .openInstruct,
            #"{"chosen":[\#(user),\#(good)],"rejected":[\#(user),\#(bad)],"reference_completion":"R","reference_completion_score":{"rm":0.5},"chosen_score":{"rm":2},"rejected_score":{"rm":-1.5}}"#,
            "user: Q | A rm=2.0 | B rm=-1.5 | R rm=0.5"
        ),
        (
            .distilabel,
            #"{"prompt":"Q","prompt_id":"x","chosen":[{"role":"system","content":"S"},\#(user),\#(good)],"chosen_rating":2,"rejected":[{"role":"system","content":"S"},\#(user),\#(bad)],"rejected_rating":-1.5,"chosen_model":"m"}"#,
            "system: S, " + rated
        ),
        (
            .llamaFactory,
            #"{"conversations":[{"from":"system","value":"S"},{"from":"human","value":"Q"}],"chosen":{"from":"gpt","value":"A"},"rejected":{"from":"gpt","value":"B"}}"#,
            "system: S, " + plain
        ),
        (
            .llamaFactory, #"{"instruction":"Q","input":"I","history":[["q","a"]],"chosen":"A","rejected":"B"}"#,
            "user: q, assistant: a, user: Q\nI | A preference=1.0 | B preference=0.0"
        ),
        (.msSwift, #"{"messages":[\#(user),\#(good)],"rejected_response":"B"}"#, plain),
        (.msSwift, #"{"messages":[\#(user),\#(good)],"rejected_messages":[\#(user),\#(bad)]}"#, plain),
        (
            .nemoRL, #"{"context":[\#(user)],"completions":[{"rank":1,"completion":[\#(bad)]},{"rank":0,"completion":[\#(good)]}]}"#,
            "user: Q | B preference=0.0 | A preference=1.0"
        ),
        (.axolotl, #"{"messages":[\#(user)],"chosen":\#(good),"rejected":\#(bad)}"#, plain),
        (.ranked, #"{"prompt":"Q","ranked":["A","M","B"]}"#, "user: Q | A preference=1.0 | M preference=0.5 | B preference=0.0"),
        (.sets, #"{"prompt":"Q","responses":[[\#(good)],[\#(bad)]],"is_chosen":[true,false],"weights":[1,2]}"#, plain),
        (.sets, #"{"prompt":"Q","responses":["A","B"],"rewards":[2,-1.5],"is_chosen":[true,false]}"#, rated),
        (.sets, #"{"prompt":"Q","accepted":["A"],"rejected":["B"]}"#, plain),
        (.own, #"{"prompt":"Q","responses":[{"text":"A","reward":2},{"text":"B","reward":-1.5}]}"#, rated),
    ])
    func `every layout is recognised and read`(layout: ImportLayout, line: String, expected: String) throws {
        #expect(try records(line).map(summary) == [expected])
        #expect(try records(line, layout: layout).map(summary) == [expected])
        let value = try JSONFile.value(line)
        #expect(ImportLayout.recognize(value) == layout)
        // The same from Parquet, where pyarrow is there to write it.
        guard DataPython.isThere else { return }
        let script =
            "import sys, json, pyarrow as pa, pyarrow.parquet as pq; pq.write_table(pa.Table.from_pylist([json.loads(open(sys.argv[1]).read())]), sys.argv[2])"
        let parquet = folder.path + "/d.parquet"
        let (output, isGood) = try DataPython.run(script, [try folder.file("d.json", line), parquet], in: folder)
        try #require(isGood, "\(output)")
        var read: [ImportedPrompt] = []
        try ImportReader(path: parquet).read { read.append($0) }
        #expect(read.map(summary) == [expected])
    }

    @Test func `texts without rewards stay without, unless they are said to be ranked`() throws {
        let line = #"{"prompt":"Q","responses":["A","B"]}"#
        #expect(try records(line).map(summary) == ["user: Q | A | B"])
        #expect(try records(line, layout: .ranked).map(summary) == [Self.plain])
    }

    @Test func `log-probs, tokens, models, ids and the rest of a pair arrive`() throws {
        let line = #"""
            {"prompt":"Q","id":7,"tags":["t"],"chosen":"A","rejected":"B","chosen_score":1,"rejected_score":0,"chosen_logprob":-4.5,"rejected_logprob":-6,"chosen_tokens":3,"rejected_tokens":4,"ref_chosen_logps":-5,"ref_rejected_logps":-7,"chosen_model":"m","source":"s","level":3}
            """#
        let record = try records(line)[0]
        #expect(record.prompt.externalID == "7" && record.prompt.tags == ["t"])
        #expect(record.prompt.metadata == #"{"source":"s","level":3}"#)
        #expect(record.responses.map(\.policyLogprob) == [-4.5, -6])
        #expect(record.responses.map(\.referenceLogprob) == [-5, -7])
        #expect(record.responses.map(\.tokens) == [3, 4])
        #expect(record.responses.map(\.source) == ["m", nil])
    }

    @Test func `sums and means of MAP's own sets give the numbers of tokens`() throws {
        let lists = #"{"prompt":"Q","all_generated_texts":["A","B"],"all_rm_scores":[2,1],"all_logps":[-6,-5],"all_logp_norms":[-1.5,-1]}"#
        let pair =
            #"{"prompt":"Q","chosen":"A","rejected":"B","chosen_logps":-6,"rejected_logps":-5,"chosen_logps_norm":-1.5,"rejected_logps_norm":-1}"#
        for line in [lists, pair] {
            let responses = try records(line)[0].responses
            #expect(responses.map(\.policyLogprob) == [-6, -5] && responses.map(\.tokens) == [4, 5])
        }
    }

    @Test func `a response of several pairs is one, and pairs of one prompt are merged`() throws {
        let text = """
            {"prompt":"Q","chosen":"A","rejected":"B","chosen_score":3,"rejected_score":1}
            {"prompt":"R","chosen":"A","rejected":"B","chosen_score":9,"rejected_score":8}
            {"prompt":"Q","chosen":"A","rejected":"C","chosen_score":3,"rejected_score":0}
            """
        let path = try folder.file("d.jsonl", text)
        var records: [ImportedPrompt] = []
        let summary = try ImportReader(path: path).read { records.append($0) }
        #expect(records.map { $0.responses.map(\.text) } == [["A", "B"], ["A", "B"], ["C"]])
        #expect(records.map(\.position) == [0, 1, 0] && records.map(\.firstSample) == [0, 0, 2])
        #expect(summary == ImportSummary(records: 3, prompts: 2, responses: 5, repeated: 1))
    }

    @Test func `a response with two rewards is an error that names both lines`() throws {
        let text = """
            {"prompt":"Q","chosen":"A","rejected":"B"}
            {"prompt":"Q","chosen":"B","rejected":"C"}
            """
        let path = folder.path + "/d.jsonl"
        #expect(
            try fault(text)
                == "d.jsonl:2: the same response to the same prompt has other rewards here than in \(path):1: keep one of the two"
        )
    }

    @Test func `chosen and rejected may be equal: a selection leaves them out and counts them`() throws {
        let records = try records(#"{"prompt":"Q","chosen":"A","rejected":"A"}"#)
        #expect(records.map(summary) == ["user: Q | A preference=1.0 | A preference=0.0"])
    }

    @Test(arguments: [
        (
            #"{"prompt":"Q","chosen":"A","rejected":"B","chosen_score":1}"#,
            "1:24: one of the two responses has a reward and the other has none"
        ),
        (
            #"{"prompt":"Q","chosen":"A","rejected":"B","chosen_score":"x"}"#,
            "1:58: `chosen_score` must be a number, or an object of names and scores"
        ),
        (#"{"prompt":"Q","chosen":"A","rejected":"B","chosen_tokens":2,"chosen_logprob":1}"#, "1:1: a log-prob of `chosen` is above 0"),
        (
            #"{"prompt":"Q","chosen":"A","rejected":"B","chosen_tokens":1e300}"#,
            "1:59: `chosen_tokens` must be the number of response tokens"
        ),
        (#"{"prompt":"Q","responses":["A"],"rewards":[1],"logprobs":[2],"tokens":[1]}"#, "1:1: a log-prob of `responses` is above 0"),
        (#"{"prompt":"Q","chosen":[],"rejected":"B"}"#, "1:24: `chosen` is an empty conversation"),
        (
            #"{"prompt":"Q","chosen":[{"role":"user","content":"A"}],"rejected":"B"}"#,
            "1:24: `chosen` must end with an assistant turn, not one of `user`"
        ),
        (#"{"chosen":"A","rejected":"B"}"#, "1:1: the record has neither `prompt` nor `messages`, nor conversations"),
        (
            #"{"chosen":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}],"rejected":[{"role":"user","content":"P"},{"role":"user","content":"P"},{"role":"assistant","content":"A"}]}"#,
            "1:89: the turns before the response of `rejected` are not the record's prompt"
        ),
        (#"{"prompt":"Q","completion":"A","label":1}"#, "1:1: the record needs a `label` that is true or false"),
        (#"{"prompt":"Q","responses":["A"],"rewards":[1,2]}"#, "1:43: `rewards` has 2 entries for 1 responses"),
        (#"{"conversations":[{"from":"tool","value":"Q"}],"chosen":"A","rejected":"B"}"#, "1:18: `conversations` has a turn from `tool`"),
        (#"{"prompt":"Q","completions":[{"completion":"A"}]}"#, "1:29: a completion needs `rank` and `completion`"),
    ])
    func `what is wrong is one sentence with its place`(line: String, expected: String) throws {
        let said = try fault(line)
        #expect(said.hasPrefix("d.jsonl:" + expected), "\(said)")
    }

    @Test func `columns may have other names, and a folder of shards is one data set`() throws {
        _ = try folder.file("train-00001-of-00002.jsonl", #"{"question":"Q2","uid":"b","prompt":"own","better":"A","worse":"B"}"#)
        _ = try folder.file("train-00000-of-00002.jsonl", #"{"question":"Q1","uid":"a","better":"A","worse":"B"}"#)
        _ = try folder.file("test-00000-of-00001.jsonl", #"{"question":"Q3","uid":"c","better":"A","worse":"B"}"#)
        let columns = ColumnMapping(["prompt": "question", "id": "uid", "chosen": "better", "rejected": "worse"])
        var records: [ImportedPrompt] = []
        try ImportReader(path: folder.path, columns: columns).read { records.append($0) }
        #expect(records.map(\.prompt.externalID) == ["a", "b"])
        #expect(records.map(\.prompt.metadata) == [nil, #"{"prompt":"own"}"#])
        records = []
        try ImportReader(path: folder.path, columns: columns, split: "test").read { records.append($0) }
        #expect(records.map(summary) == ["user: Q3 | A preference=1.0 | B preference=0.0"])
    }
}
