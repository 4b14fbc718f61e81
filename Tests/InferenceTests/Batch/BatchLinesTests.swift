import Foundation
import Inference
import TestSupport
import Testing

/// Files of answers, as providers write them and as networks deliver them.
@Suite struct BatchLinesTests {
    private func read(_ text: String) -> (lines: [BatchLine], unreadable: Int) {
        var lines = BatchLines(Array(text.utf8))
        var found: [BatchLine] = []
        while let line = lines.next() { found.append(line) }
        return (found, lines.unreadable)
    }

    @Test func aLineIsANameAStatusAndABody() throws {
        let response = #"{"status_code":200,"request_id":"x","body":{"a": [1, "é"]}}"#
        let text = #"{"id":"batch_req_1","custom_id":"r1-base-p17-s0-n5","response":\#(response),"error":null}"#
        let line = try #require(read(text).lines.first)
        #expect(line.customID == "r1-base-p17-s0-n5" && line.status == 200 && line.errorCode == nil)
        #expect(String(decoding: line.body, as: UTF8.self) == #"{"a": [1, "é"]}"#)
    }

    @Test(
        arguments: [
            (#"{"custom_id":"a","response":{"status_code":"429","body":{}},"error":null}"#, 429, nil, nil),
            (#"{"custom_id":"a","response":{"status_code":null,"body":null}}"#, nil, nil, nil),
            (#"{"custom_id":"a","response":null,"error":{"code":"batch_expired","message":"too late"}}"#, nil, "batch_expired", "too late"),
            (#"{"custom_id":"a","error":{"code":500,"message":null}}"#, nil, "500", "500"),
            (#"{"custom_id":"a","error":"it broke"}"#, nil, nil, "it broke"),
            (#"{"custom_id":"a"}"#, nil, nil, nil),
        ] as [(String, Int?, String?, String?)]
    )
    func imitatorsWriteThemInOtherWays(text: String, status: Int?, code: String?, message: String?) throws {
        let line = try #require(read(text).lines.first)
        #expect(line.status == status && line.errorCode == code && line.errorMessage == message)
    }

    @Test func blankLinesAndLineEndsOfWindowsDoNotMatter() {
        let found = read("\r\n{\"custom_id\":\"a\"}\r\n\n  \n{\"custom_id\":\"b\"}")
        #expect(found.lines.map(\.customID) == ["a", "b"] && found.unreadable == 0)
    }

    @Test func whatIsCutOffOrNoLineIsCounted() {
        let cut = read("{\"custom_id\":\"a\",\"response\":null}\n{\"custom_id\":\"b\",\"resp")
        #expect(cut.lines.map(\.customID) == ["a"] && cut.unreadable == 1)
        let page = read("<html>\n<body>One moment</body>\n</html>\n")
        #expect(page.lines.isEmpty && page.unreadable == 3)
        #expect(read("{\"custom_id\":\"\"}\n[]\n7\n").unreadable == 3)
        #expect(read("").lines.isEmpty)
    }

    /// The reader must stop where the bytes do, wherever that is.
    @Test func aFileMayEndAnywhere() {
        let text = "{\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"body\":{\"x\":\"\\u00e9\"}}}\n"
        for length in 0..<text.utf8.count {
            let found = read(String(decoding: Array(text.utf8).prefix(length), as: UTF8.self))
            #expect(found.lines.count == (length >= text.utf8.count - 1 ? 1 : 0))
        }
    }

    @Test func usageIsReadFromBodiesThatTell() {
        func usage(_ text: String) -> [Int] {
            let usage = BatchUsage(body: Array(text.utf8))
            return [usage.promptTokens, usage.completionTokens]
        }
        #expect(usage(#"{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":11,"total_tokens":18}}"#) == [7, 11])
        #expect(usage(#"{"usage":null}"#) == [0, 0])
        #expect(usage(#"{"error":{"message":"no"}}"#) == [0, 0])
        #expect(usage("") == [0, 0])
    }
}
