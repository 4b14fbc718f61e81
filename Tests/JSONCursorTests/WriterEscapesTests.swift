import Foundation
import JSONCursor
import Testing

@Suite("What the writer escapes, wherever it stands")
struct WriterEscapesTests {
    /// Foundation's own writer escapes the slash unless told otherwise, and spells the rest the same way.
    private func expected(_ text: String) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return Array(try encoder.encode(text))
    }

    private func written(_ text: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(text)
        return writer.bytes
    }

    @Test func `every character to escape at every place of a text`() throws {
        for special in ["\"", "\\", "\n", "\t", "\r", "\u{8}", "\u{C}", "\u{1}", "\u{1F}", "é", "数", "😀"] {
            for length in 0..<20 {
                for place in 0...length {
                    var text = String(repeating: "a", count: length)
                    text.insert(contentsOf: special, at: text.index(text.startIndex, offsetBy: place))
                    #expect(try written(text) == expected(text))
                }
            }
        }
    }

    @Test(arguments: [0, 1, 7, 8, 9, 255, 256, 257, 5000])
    func `texts of nothing but escapes`(count: Int) throws {
        for special in ["\"", "\u{1}"] {
            let text = String(repeating: special, count: count)
            #expect(try written(text) == expected(text))
        }
    }

    @Test func `random texts`() throws {
        var random = Random(seed: 11)
        let alphabet = Array("abcdefgh \"\\\n\t\u{1}é数😀/".unicodeScalars)
        for _ in 0..<2000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<random.below(200) { text.append(alphabet[random.below(alphabet.count)]) }
            #expect(try written(String(text)) == expected(String(text)))
        }
    }

    @Test func `bytes are written as the string they are, and lent as they were written`() {
        var writer = JSONWriter()
        writer.beginArray()
        let text = "a\"é\n"
        Array(text.utf8).withUnsafeBytes { writer.string(utf8: $0) }
        writer.string(text)
        writer.endArray()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"["a\"é\n","a\"é\n"]"#)
        #expect(writer.withUnsafeBytes { Array($0) } == writer.bytes)
        #expect(writer.count == writer.bytes.count)
    }
}
