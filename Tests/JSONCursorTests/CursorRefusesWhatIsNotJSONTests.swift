import JSONCursor
import Testing

@Suite("The cursor refuses what is not JSON")
struct CursorRefusesWhatIsNotJSONTests {
    @Test(arguments: [
        "}", "]", ",", ":", "[1,]", "[,1]", "[1 2]", "{,}", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":}", "{a:1}", "{1:1}", "{\"a\":1 \"b\":2}",
        "[1}", "{\"a\":1]",
        "01", "-01", "1.e5", "+1", ".5", "1.a", "1ea", "0x10", "- 1", "--1", "True", "tru!", "nulL", "'a'", "1 1", "{} {}", "[1]]",
        "\"\\x\"", "\"\\u12g4\"",
        "\"a\u{1}b\"", "\"line\nbreak\"", "\"01234567\u{1F}\"", "\u{A0}1", "/* */1", "nan", "inf",
    ])
    func `by its grammar`(text: String) {
        #expect(fault(Array(text.utf8)) == .syntax)
    }

    @Test(arguments: [
        "", " ", "[", "{", "{\"", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "\"", "\"\\", "\"\\u", "\"\\u00e", "\"\\ud83d", "-", "1.",
        "1e", "1e+", "t", "fals", "nu",
    ])
    func `for being cut off`(text: String) {
        #expect(fault(Array(text.utf8)) == .truncated)
    }

    @Test(arguments: ["NaN", "Infinity", "-Infinity", "[1, NaN]", "{\"logprob\": -Infinity}"])
    func `for numbers that are none, with a kind of their own`(text: String) {
        #expect(fault(Array(text.utf8)) == .notFinite)
    }

    @Test func `the same from every reader of numbers`() {
        for text in ["NaN", "Infinity", "-Infinity"] {
            let bytes = Array(text.utf8)
            #expect(kindOfError { try JSONCursor.read(bytes) { try $0.double() } } == .notFinite)
            #expect(kindOfError { try JSONCursor.read(bytes) { try $0.integer() } } == .notFinite)
            #expect(kindOfError { try JSONCursor.read(Array("[\(text)]".utf8)) { try $0.doubles() } } == .notFinite)
            #expect(kindOfError { try JSONValue(parsing: bytes) } == .notFinite)
        }
    }

    @Test(arguments: ["1e999", "-1e309", "1.8e308", "1" + String(repeating: "0", count: 400)])
    func `numbers no double can hold`(text: String) {
        #expect(kindOfError { try JSONCursor.read(Array(text.utf8)) { try $0.double() } } == .outOfRange)
    }

    static let malformed: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE2, 0x82, 0x28],
        [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE],
        [0xFF], [0xC3],
    ]

    @Test(arguments: malformed, ["", "seven b", "eight by"])
    func `bytes that are not UTF-8`(sequence: [UInt8], before: String) {
        let content = Array(before.utf8) + sequence
        #expect(fault([0x22] + content + [0x22]) == .invalidUTF8)
        #expect(fault(Array("{\"".utf8) + content + Array("\":1}".utf8)) == .invalidUTF8)
        #expect(kindOfError { try JSONCursor.read([0x22] + content + [0x22]) { try $0.string() } } == .invalidUTF8)
    }

    @Test func `no byte sequence that the standard library takes for UTF-8`() throws {
        var text = "\""
        for scalar in stride(from: 0x20 as UInt32, to: 0x110000, by: 13).compactMap(Unicode.Scalar.init)
        where scalar != "\"" && scalar != "\\" {
            text.unicodeScalars.append(scalar)
        }
        let document = text + "\""
        #expect(try JSONCursor.read(Array(document.utf8)) { try $0.string() } == String(text.dropFirst()))
    }

    @Test(arguments: [
        #""\ud800""#, #""\udc00""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\ud83d""#, #""\ud83d\u0041""#, #""\ude00\ud83d""#,
    ])
    func `halves of surrogate pairs`(text: String) {
        #expect(fault(Array(text.utf8)) == .invalidUTF8)
    }

    @Test func `deeper nesting than the limit, and no shallower`() {
        func nested(_ depth: Int, _ open: String, _ close: String) -> [UInt8] {
            Array((String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)).utf8)
        }
        #expect(fault(nested(512, "[", "]")) == nil)
        #expect(fault(nested(513, "[", "]")) == .tooDeep)
        #expect(fault(nested(512, "{\"a\":", "}")) == nil)
        #expect(fault(nested(513, "{\"a\":", "}")) == .tooDeep)
        #expect(fault(nested(1_000_000, "[", "")) == .tooDeep)
        #expect(kindOfError { try JSONValue(parsing: nested(513, "[", "]")) } == .tooDeep)
        #expect(kindOfError { try JSONCursor.read(nested(3, "[", "]"), depthLimit: 2) { try $0.skip() } } == .tooDeep)
        #expect(fault(Array(("[" + String(repeating: "[[]],", count: 1000) + "1]").utf8)) == nil)
    }

    @Test func `and says in one sentence what is wrong and where`() {
        #expect(throws: JSONError(.typeMismatch, at: 5, "expected a number but found a string, at byte 5")) {
            try JSONCursor.read(Array(#"{"a":"1"}"#.utf8)) { try $0.object { _, value in _ = try value.double() } }
        }
        #expect(throws: JSONError(.truncated, at: 3, "the JSON document is cut off after byte 3")) {
            try JSONCursor.read(Array("[1,".utf8)) { try $0.skip() }
        }
        #expect(throws: JSONError(.syntax, at: 3, "there is something after the end of the JSON document, at byte 3")) {
            try JSONCursor.read(Array("{} x".utf8)) { try $0.skip() }
        }
    }
}
