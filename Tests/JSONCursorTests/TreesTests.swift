import JSONCursor
import Testing

@Suite("Trees")
struct TreesTests {
    @Test func `keep member order, repeated keys and what is an integer`() throws {
        let text = #"{"z":1,"a":1.0,"z":[9223372036854775807,9223372036854775808,-1e2,true,null,"é"]}"#
        let tree = try JSONValue(parsing: Array(text.utf8))
        let last = JSONValue.array([.integer(.max), .double(9_223_372_036_854_775_808), .double(-100), .bool(true), .null, .string("é")])
        #expect(tree == .object([.init("z", .integer(1)), .init("a", .double(1)), .init("z", last)]))
        #expect(tree["z"] == last)
        #expect(tree["b"] == nil)
        #expect(last["z"] == nil)
        var writer = JSONWriter()
        try tree.write(to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"z":1,"a":1.0,"z":[9223372036854775807,9.223372036854776e+18,-100.0,true,null,"é"]}"#
        )
    }

    @Test func `refuse to be written with numbers that are none`() {
        var writer = JSONWriter()
        #expect(kindOfError { try JSONValue.array([.double(.nan)]).write(to: &writer) } == .notFinite)
    }
}
