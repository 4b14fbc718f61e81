import Inference
import Testing

@testable import Datasets

@Suite struct ReadingPromptsTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func prompts(_ name: String, _ text: String, system: String? = nil) throws -> [PromptRecord] {
        var prompts: [PromptRecord] = []
        try PromptReader(path: try folder.file(name, text), system: system).read { prompts.append($0) }
        return prompts
    }

    private func user(_ text: String) -> [Message] { [Message(role: "user", content: text)] }

    @Test func `JSON Lines with a prompt, messages, ids, tags and other fields`() throws {
        let prompts = try prompts(
            "p.jsonl",
            """
            {"id": "a1", "prompt": "Hello?", "tags": ["x", "y"], "level": 3, "nested": {"b": [1, 2.5, null]}}
            {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yes?"}, {"role": "user", "content": "Why?"}], "id": 7}

            {"prompt": [{"content": "As a list", "role": "user", "name": null}], "system": "Be kind.", "id": null, "tags": "z"}
            """
        )
        #expect(prompts.map(\.externalID) == ["a1", "7", nil])
        #expect(prompts[0].messages == user("Hello?"))
        #expect(prompts[0].tags == ["x", "y"])
        #expect(prompts[0].metadata == #"{"level":3,"nested":{"b":[1,2.5,null]}}"#)
        #expect(prompts[1].messages.map(\.role) == ["system", "user", "assistant", "user"])
        #expect(prompts[1].messages.map(\.content) == ["Be brief.", "Hi", "Yes?", "Why?"])
        #expect(prompts[1].metadata == nil)
        #expect(prompts[2].messages == [Message(role: "system", content: "Be kind.")] + user("As a list"))
        #expect(prompts[2].tags == ["z"])
    }

    @Test(arguments: ["p.json", "p.jsonl", "p.data"]) func `a JSON array of the same objects`(name: String) throws {
        let prompts = try prompts(name, " [ {\"prompt\": \"a ] } \\\" \\\\\"},\n\n{\"prompt\":\"b\",\"m\":[{\"x\":\"[\"}]} ]\n")
        #expect(prompts.map(\.messages) == [user("a ] } \" \\"), user("b")])
        #expect(prompts[1].metadata == #"{"m":[{"x":"["}]}"#)
    }

    @Test(arguments: ["p.txt", "p", "p.md"]) func `plain text has a prompt a line`(name: String) throws {
        let prompts = try prompts(name, "First, with 😀\r\n\r\n   \n  second \nthird")
        #expect(prompts.map(\.messages) == [user("First, with 😀"), user("  second "), user("third")])
    }

    @Test func `a text file may hold lines that look like JSON`() throws {
        #expect(try prompts("p.txt", "{\"prompt\": 1}\n[1]").map(\.messages) == [user("{\"prompt\": 1}"), user("[1]")])
    }

    @Test(arguments: ["p.jsonl", "p.json", "p"]) func `a byte order mark and Windows line ends do not matter`(name: String) throws {
        let prompts = try prompts(name, "\u{FEFF}{\"prompt\":\"a\"}\r\n{\"prompt\":\"b\\r\\n\"}\r\n")
        #expect(prompts.map(\.messages) == [user("a"), user("b\r\n")])
        #expect(try self.prompts("b.txt", "\u{FEFF}a\r\n").map(\.messages) == [user("a")])
        #expect(try self.prompts("b.json", "\u{FEFF}[{\"prompt\":\"a\"}]").map(\.messages) == [user("a")])
    }

    @Test func `the configured system message goes before prompts that have none`() throws {
        let text = """
            {"prompt": "a"}
            {"prompt": "b", "system": "own"}
            {"messages": [{"role": "system", "content": "mine"}, {"role": "user", "content": "c"}]}
            """
        #expect(try prompts("p.jsonl", text, system: "ours").map { $0.messages[0].content } == ["ours", "own", "mine"])
        #expect(try prompts("p.txt", "x", system: "ours").map { $0.messages.map(\.role) } == [["system", "user"]])
    }

    @Test func `exact duplicates and long prompts are left out and counted`() throws {
        let text = """
            {"id": 1, "prompt": "same"}
            {"id": 2, "messages": [{"role": "user", "content": "same"}]}
            {"prompt": "same "}
            {"prompt": "caf\\u00e9"}
            {"prompt": "cafe\\u0301"}
            {"prompt": "123456789"}
            """
        var kept: [PromptRecord] = []
        let path = try folder.file("p.jsonl", text)
        let summary = try PromptReader(path: path, maxCharacters: 8).read { kept.append($0) }
        #expect(summary == PromptSummary(read: 6, kept: 4, duplicates: 1, tooLong: 1, withoutID: 3))
        #expect(kept.map(\.externalID) == ["1", nil, nil, nil])
        #expect(Set(kept.map(\.contentHash)).count == 4, "composed and decomposed accents are different tokens to a model")
    }

    @Test func `a hundred thousand lines come one by one, longer than any buffer`() throws {
        var text = ""
        let long = String(repeating: "x", count: 3_000_000)
        for index in 0..<100_000 { text += "{\"id\":\(index),\"prompt\":\"n\(index)\"}\n" }
        text += "{\"id\":100000,\"prompt\":\"\(long)\"}"
        let path = try folder.file("p.jsonl", text)
        var next = 0
        let summary = try PromptReader(path: path).read { prompt in
            #expect(prompt.externalID == String(next))
            next += 1
        }
        #expect(summary.kept == 100_001)
        #expect(summary.read == 100_001)
    }

    @Test func `an array larger than any buffer comes whole`() throws {
        let objects: [String] = (0..<30_000).map { "{\"id\": \($0), \"prompt\": \"é number \($0) \\\"[{\"}" }
        var ids: [String?] = []
        try PromptReader(path: try folder.file("p.json", "[\n" + objects.joined(separator: ",\n") + "\n]")).read {
            ids.append($0.externalID)
        }
        #expect(ids == (0..<30_000).map { String($0) })
    }

    @Test func `an error of the taker comes through`() throws {
        struct Stop: Error {}
        let path = try folder.file("p.jsonl", "{\"prompt\":\"a\"}")
        #expect(throws: Stop.self) { try PromptReader(path: path).read { _ in throw Stop() } }
    }
}
