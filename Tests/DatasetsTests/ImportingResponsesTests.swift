import Glibc
import Testing

@testable import Datasets

@Suite struct ImportingResponsesTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func records(_ text: String) throws -> (records: [ImportedPrompt], summary: ImportSummary) {
        var records: [ImportedPrompt] = []
        let summary = try ImportReader(path: try folder.file("d.jsonl", text)).read { records.append($0) }
        return (records, summary)
    }

    @Test func `log-probs under further references arrive by their models' names`() throws {
        let text = #"""
            {"prompt": "Q", "responses": [{"text": "A", "tokens": 3, "reference_logprobs": {"base": -4.5, "sft": -5, "none": null}}]}
            """#
        let response = try #require(try records(text).records.first?.responses.first)
        #expect(response.referenceLogprobs.map(\.name) == ["base", "sft"] && response.referenceLogprobs.map(\.sum) == [-4.5, -5])
        for (fields, fault) in [
            (#""tokens": 3, "reference_logprobs": [1]"#, "must be an object of models"),
            (#""reference_logprobs": {"a": -1}"#, "add `tokens`"),
            (#""tokens": 3, "reference_logprobs": {"a": 2}"#, "is above 0"),
            (#""tokens": 3, "reference_logprobs": {"": -2}"#, "empty name"),
            (#""tokens": 3, "reference_logprobs": {"a": -2, "a": -2}"#, "given twice"),
        ] {
            let error = #expect(throws: DatasetError.self) { try records("{\"prompt\":\"Q\",\"responses\":[{\"text\":\"A\",\(fields)}]}") }
            #expect(error?.description.contains(fault) == true, "\(error?.description ?? "none")")
        }
    }

    @Test func `every field of prompt and response arrives`() throws {
        let text = #"""
            {"id": "ae1", "tags": ["t"], "prompt": "Q", "origin": {"set": "x"}, "responses": [{"text": " A\n\u0000 ", "reward": 1, "tokens": 3, "policy_logprob": -4.5, "reference_logprob": -5, "source": "m1", "finish": "stop"}, {"text": "", "rewards": {"rm": -0.25, "judge": 7e0}, "tokens": [5, 6], "policy_logprob": 0}, {"reward": null, "text": "B"}]}
            """#
        let (records, summary) = try records(text)
        #expect(summary == ImportSummary(records: 1, prompts: 1, responses: 3))
        let prompt = records[0].prompt
        #expect(prompt.externalID == "ae1" && prompt.tags == ["t"] && prompt.metadata == #"{"origin":{"set":"x"}}"#)
        let responses = records[0].responses
        #expect(responses.map(\.text) == [" A\n\0 ", "", "B"])
        #expect(responses.map { $0.rewards.map(\.name) } == [["reward"], ["rm", "judge"], []])
        #expect(responses.map { $0.rewards.map(\.score) } == [[1], [-0.25, 7], []])
        #expect(responses.map(\.tokens) == [3, 2, nil])
        #expect(responses.map(\.tokenIDs) == [nil, [5, 6], nil])
        #expect(responses.map(\.policyLogprob) == [-4.5, 0, nil])
        #expect(responses.map(\.referenceLogprob) == [-5, nil, nil])
        #expect(responses.map(\.source) == ["m1", nil, nil])
        #expect(responses.map(\.metadata) == [#"{"finish":"stop"}"#, nil, nil])
    }

    @Test func `equal prompts merge and their responses are numbered on`() throws {
        let text = """
            {"prompt": "Q", "responses": [{"text": "a"}, {"text": "a"}]}
            {"prompt": "R", "responses": []}
            {"messages": [{"role": "user", "content": "Q"}], "responses": [{"text": "b"}]}
            {"prompt": "Q", "responses": [{"text": "c"}]}
            """
        let (records, summary) = try records(text)
        #expect(summary == ImportSummary(records: 4, prompts: 2, responses: 4))
        #expect(records.map(\.position) == [0, 1, 0, 0])
        #expect(records.map(\.isNew) == [true, true, false, false])
        #expect(records.map(\.firstSample) == [0, 0, 2, 3])
    }

    @Test(arguments: [
        (#"{"text":"a","policy_logprob":-1}"#, "a log-probability means nothing without the number of tokens it sums over: add `tokens`"),
        (#"{"text":"a","tokens":0,"reference_logprob":-1}"#, "a log-probability means nothing without the number of tokens"),
        (#"{"text":"a","tokens":2,"policy_logprob":1.5}"#, "`policy_logprob` is above 0"),
        (#"{"text":"a","tokens":2,"policy_logprob":-Infinity}"#, "`policy_logprob` is not a finite number"),
        (#"{"text":"a","tokens":2,"policy_logprob":"x"}"#, "`policy_logprob` must be a number"),
        (#"{"text":"a","reward":NaN}"#, "the reward `reward` is not a finite number"),
        (#"{"text":"a","reward":1e999}"#, "the reward `reward` is not a finite number"),
        (#"{"text":"a","rewards":{"rm":true}}"#, "the reward `rm` must be a number"),
        (#"{"text":"a","rewards":[1]}"#, "`rewards` must be an object of names and scores"),
        (#"{"text":"a","rewards":{"":1}}"#, "a reward has an empty name"),
        (#"{"text":"a","reward":1,"rewards":{"reward":2}}"#, "the reward `reward` is given twice"),
        (#"{"text":"a","tokens":-1}"#, "`tokens` must not be negative"),
        (#"{"text":"a","tokens":1.5}"#, "a number is not whole"),
        (#"{"text":"a","tokens":[1,-1]}"#, "a token id is negative"),
        (#"{"text":"a","tokens":[5000000000]}"#, "a number does not fit 32 bits"),
        (#"{"text":"a","tokens":"3"}"#, "`tokens` must be the number of response tokens, or the list of their ids"),
        (#"{"text":null}"#, "a response's `text` must be a text"),
        (#"{"reward":1}"#, "a response needs a `text`"),
        (#""a""#, "a response must be an object with `text`"),
        (#"{"text":"a","source":1}"#, "`source` must be a text"),
    ])
    func `a wrong response is an error with its line`(response: String, expected: String) throws {
        let text = "{\"prompt\":\"Q\",\"responses\":[]}\n{\"prompt\":\"Q\",\"responses\":[\(response)]}"
        do {
            _ = try records(text)
            Issue.record("it was taken")
        } catch let error as DatasetError {
            #expect(error.line == 2)
            #expect(error.message.hasPrefix(expected), "\(error)")
        }
    }

    @Test(arguments: [
        ("{\"prompt\":\"Q\"}", "d.jsonl:1:1: the record has no `responses` (an empty list is allowed)"),
        ("{\"prompt\":\"Q\",\"responses\":{}}", "d.jsonl:1:27: `responses` must be a list"),
        ("{\"responses\":[]}", "d.jsonl:1:1: the record has neither `prompt` nor `messages`"),
        ("", "d.jsonl: the file is empty: it holds no record"),
    ])
    func `a wrong record is an error with its line`(text: String, expected: String) throws {
        do {
            _ = try records(text)
            Issue.record("it was taken")
        } catch let error as DatasetError {
            #expect(error.description == folder.path + "/" + expected)
        }
    }

    @Test func `plain text is no data set`() throws {
        let path = try folder.file("d.txt", "a\n")
        let expected = DatasetError(
            file: path,
            line: 1,
            column: 1,
            message: "this is no JSON: a data set is one JSON object a line, or one JSON array of objects"
        )
        #expect(throws: expected) { try ImportReader(path: path).read { _ in } }
    }

    private static let realData =
        #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/shared/replay/alpaca_eval_sample.jsonl"

    @Test(.enabled(if: access(realData, R_OK) == 0)) func `real answers of eight models are read`() throws {
        var texts: Set<String> = []
        let summary = try ImportReader(path: Self.realData).read { record in
            for response in record.responses {
                #expect(response.rewards.count == 1)
                #expect(response.source != nil)
                texts.insert(response.text)
            }
        }
        #expect(summary.prompts == 120)
        #expect(summary.responses == 960)
        #expect(texts.count > 900)
    }
}
