import JSONCursor
import Testing

@Suite("Keys")
struct KeysTests {
    private func withKeys(_ text: String, _ body: (JSONKey) -> Void) throws {
        try JSONCursor.read(Array(text.utf8)) { try $0.object { key, value in body(key) } }
    }

    @Test func `match literals in a switch, escaped or not`() throws {
        var found: [String] = []
        try withKeys(#"{"choices":1,"choice":1,"choicesx":1,"\u0063hoices":1,"é":1,"\u00e9":1,"":1}"#) { key in
            switch key {
            case "choices": found.append("choices")
            case "é": found.append("e")
            case "": found.append("empty")
            default: found.append("?" + key.text)
            }
        }
        #expect(found == ["choices", "?choice", "?choicesx", "choices", "e", "e", "empty"])
    }

    @Test func `that are decimal token ids`() throws {
        var found: [Int?] = []
        try withKeys(#"{"0":1,"7":1,"151643":1,"007":1,"-1":1,"1.0":1,"":1,"12a":1,"123456789012345678":1,"1234567890123456789012":1}"#) {
            found.append($0.integer())
        }
        #expect(found == [0, 7, 151_643, nil, nil, nil, nil, nil, 123_456_789_012_345_678, nil])
    }
}
