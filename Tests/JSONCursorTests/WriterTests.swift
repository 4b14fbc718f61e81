import Foundation
import JSONCursor
import Testing

@Suite("What the writer writes")
struct WriterTests {
    private func text(_ body: (inout JSONWriter) throws -> Void) rethrows -> String {
        var writer = JSONWriter()
        try body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `is compact and has its commas`() throws {
        let text = try text { writer in
            writer.beginObject()
            writer.key("a")
            writer.beginArray()
            writer.integer(1)
            try writer.double(-0.5)
            writer.string("x")
            writer.null()
            writer.beginArray()
            writer.endArray()
            writer.beginObject()
            writer.endObject()
            writer.endArray()
            writer.key("b" as String)
            writer.bool(true)
            writer.key("c")
            writer.raw(Array("[1]".utf8))
            writer.endObject()
        }
        #expect(text == #"{"a":[1,-0.5,"x",null,[],{}],"b":true,"c":[1]}"#)
    }

    @Test func `escapes quotes, backslashes and control characters only`() {
        let value = "\"\\/\u{8}\u{9}\n\u{C}\r\u{0}\u{1F}\u{7F}é\u{2028}😀"
        #expect(text { $0.string(value) } == #""\"\\/\b\t\n\f\r\u0000\u001f"# + "\u{7F}é\u{2028}😀\"")
    }

    @Test func `integers to both ends of the range`() {
        for value in [0, 7, -7, 10, -100, Int.max, Int.min] {
            #expect(text { $0.integer(value) } == "\(value)")
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `is never a number that is none`(value: Double) {
        var writer = JSONWriter()
        #expect(kindOfError { try writer.double(value) } == .notFinite)
        #expect(writer.bytes.isEmpty)
    }

    @Test func `lines and fresh documents start without a comma`() {
        var writer = JSONWriter()
        writer.integer(1)
        writer.endLine()
        writer.integer(2)
        #expect(writer.bytes == Array("1\n2".utf8))
        writer.removeAll()
        writer.integer(3)
        #expect(writer.bytes == Array("3".utf8))
    }

    @Test func `doubles are read back to the bit by JSONDecoder and by the cursor`() throws {
        var random = Random(seed: 3)
        var writer = JSONWriter()
        var values: [Double] = [0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e16, 1e-7, 123_456_789]
        while values.count < 4000 {
            let value = Double(bitPattern: random.next())
            if value.isFinite { values.append(value) }
        }
        writer.beginArray()
        for value in values { try writer.double(value) }
        writer.endArray()
        let ours = try JSONCursor.read(writer.bytes) { try $0.doubles() }
        let theirs = try JSONDecoder().decode([Double].self, from: Data(writer.bytes))
        #expect(ours.map(\.bitPattern) == values.map(\.bitPattern))
        #expect(theirs.map(\.bitPattern) == values.map(\.bitPattern))
    }

    @Test func `random trees are read back by the cursor, by JSONDecoder and by JSONSerialization`() throws {
        var documents = RandomDocuments(random: Random(seed: 21))
        for _ in 0..<500 {
            let tree = try JSONValue(parsing: documents.next())
            var writer = JSONWriter()
            try tree.write(to: &writer)
            let again = try JSONValue(parsing: writer.bytes)
            if again != tree { Issue.record("the cursor reads another tree from \(String(decoding: writer.bytes, as: UTF8.self))") }
            if FoundationTree.decoded(writer.bytes) != FoundationTree(tree) { Issue.record("JSONDecoder reads another tree") }
            _ = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed)
        }
    }
}
