import Testing

@testable import Datasets

@Suite struct WrongPromptFilesTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// The error without the folder.
    private func fault(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = try folder.file(name, bytes)
        do {
            try PromptReader(path: path).read { _ in }
            return ""
        } catch let error as DatasetError {
            return String(error.description.dropFirst(folder.path.count + 1))
        }
    }

    @Test(arguments: [
        ("{\"prompt\":\"a\"}\n{\"prompt\":}", "p:2:11: JSON needs a value here"),
        ("{\"prompt\":\"a\"", "p:1:14: the JSON object does not end on its line, or is cut off"),
        ("{\"prompt\":\"a\"} x", "p:1:16: there is something after the end of the JSON document"),
        ("\n\n{\"prompt\":3}", "p:3:11: `prompt` must be a text or a list of messages"),
        ("{\"é\":1,\"messages\":\"a\"}", "p:1:19: `messages` must be a list of messages"),
        ("{\"text\":\"a\"}", "p:1:1: the record has neither `prompt` nor `messages`"),
        ("{\"prompt\":\"a\",\"messages\":[]}", "p:1:26: give the prompt once, as `prompt` or as `messages`"),
        ("{\"prompt\":\"a\",\"id\":1.5}", "p:1:20: `id` must be a text or a whole number"),
        ("{\"prompt\":\"a\",\"id\":\"\"}", "p:1:20: `id` must be a text or a whole number"),
        ("{\"prompt\":\"a\",\"tags\":[1]}", "p:1:23: `tags` must be a text or a list of texts"),
        ("{\"prompt\":\"a\",\"system\":[]}", "p:1:24: `system` must be a text"),
        ("{\"prompt\":\"a\",\"x\":NaN}", "p:1:19: a number is NaN or infinite"),
        ("{\"prompt\":\" \\n\"}", "p:1:1: a user turn is empty"),
        ("{\"messages\":[]}", "p:1:1: the prompt has no user turn"),
        ("{\"messages\":[{\"role\":\"system\",\"content\":\"a\"}]}", "p:1:1: the prompt has no user turn"),
        ("{\"messages\":[\"a\"]}", "p:1:14: a message must be an object with `role` and `content`"),
        ("{\"messages\":[{\"role\":\"user\"}]}", "p:1:14: a message needs `role` and `content`"),
        ("{\"messages\":[{\"role\":\"user\",\"content\":[]}]}", "p:1:39: a message's `content` must be a text"),
        (
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"na\\u001bme\":1}]}",
            "p:1:56: a message has only `role` and `content`: remove `na?me`"
        ),
        (
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]}",
            "p:1:1: the conversation must end with a user turn, which the policy answers"
        ),
        (
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]}",
            "p:1:1: turn 2 of the conversation must be of role assistant, not `user`: an optional system turn comes first, then user and assistant take turns"
        ),
        (
            "{\"messages\":[{\"role\":\"tool\",\"content\":\"a\"}]}",
            "p:1:1: turn 1 of the conversation must be of role user, not `tool`: an optional system turn comes first, then user and assistant take turns"
        ),
        (
            "{\"system\":\"s\",\"messages\":[{\"role\":\"system\",\"content\":\"t\"},{\"role\":\"user\",\"content\":\"a\"}]}",
            "p:1:1: the system message is given twice: in `system` and among the messages"
        ),
        ("", "p: the file is empty: it holds no record"),
        ("\n \r\n", "p: the file is empty: it holds no record"),
        ("[]", "p: the file is empty: it holds no record"),
        ("[{\"prompt\":\"a\"}\n {\"prompt\":\"b\"}]", "p:2:2: the JSON array needs a comma or its closing bracket here"),
        ("[{\"prompt\":\"a\"},]", "p:1:17: every entry of the JSON array must be an object"),
        ("[\"a\"]", "p:1:2: every entry of the JSON array must be an object"),
        ("[{\"prompt\":\"a\"}] x", "p:1:18: there is something after the end of the JSON array"),
        ("[{\"prompt\":\"é\"},\n", "p:2:1: the JSON array is cut off: the file ends before its `]`"),
        ("[{\"prompt\":\"é\"},\n  {\"a\":\"é\",\n\"prompt\":5}]", "p:3:10: `prompt` must be a text or a list of messages"),
    ])
    func `what is wrong is one sentence with line and column`(text: String, expected: String) throws {
        #expect(try fault("p", Array(text.utf8)) == expected)
    }

    @Test(arguments: ["p.txt", "p.jsonl"]) func `invalid UTF-8 is an error with its line`(name: String) throws {
        let bytes: [UInt8] = Array("{\"prompt\":\"é".utf8) + [0xC3, 0x28] + Array("\"}\n".utf8)
        let first = Array("{\"prompt\":\"fine\"}\n".utf8)
        let expected: String = name == "p.txt" ? "p.txt:2:13: the text is not UTF-8" : "p.jsonl:2:13: a JSON string is not UTF-8"
        #expect(try fault(name, first + bytes) == expected)
    }

    @Test(arguments: [
        ([0xFF, 0xFE, 0x61, 0x00] as [UInt8], "UTF-16 text"), ([0x1F, 0x8B, 8, 0], "compressed with gzip"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd"),
    ])
    func `files of another kind are named for what they are`(bytes: [UInt8], kind: String) throws {
        #expect(try fault("p.jsonl", bytes) == "p.jsonl: the file is \(kind): turn it into UTF-8 JSON Lines first")
    }

    @Test func `a Parquet file that is cut off or none is named`() throws {
        let pointer = Array("version https://git-lfs.github.com/spec/v1\n".utf8)
        let expected = "the file is named .parquet but does not begin as Parquet does: a pointer of Git LFS must be fetched first"
        #expect(try fault("p.parquet", pointer) == "p.parquet: " + expected)
        #expect(try fault("p.jsonl", Array("PAR1".utf8)) == "p.jsonl: the file is cut off: it is too short for Parquet")
    }

    @Test func `a file that is not there is named`() {
        #expect(throws: DatasetError(file: "/nonexistent/p.jsonl", message: "the file cannot be read: No such file or directory")) {
            try PromptReader(path: "/nonexistent/p.jsonl").read { _ in }
        }
        let empty = "the folder holds no data: no file ends in .parquet, .jsonl, .ndjson or .json"
        #expect(throws: DatasetError(file: folder.path, message: empty)) { try PromptReader(path: folder.path).read { _ in } }
    }
}
