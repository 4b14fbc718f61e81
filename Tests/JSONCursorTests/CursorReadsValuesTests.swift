import JSONCursor
import Testing

@Suite("The cursor reads values")
struct CursorReadsValuesTests {
    private func read<T>(_ text: String, _ body: (inout JSONCursor) throws -> T) throws -> T {
        try JSONCursor.read(Array(text.utf8), body)
    }

    @Test func `of every kind, in order`() throws {
        let text = #" { "a" : [ true , false ] , "b" : null, "c":"x", "d":-2.5, "e":7, "f":{} , "g":[] } "#
        var seen: [String] = []
        try read(text) { cursor in
            try cursor.object { key, value in
                let kind = try value.peek()
                seen.append("\(key.text):\(kind)")
                switch kind {
                case .array:
                    try value.array { seen.append("\(try $0.bool())") }
                case .null:
                    let isNull = try value.null()
                    #expect(isNull)
                case .string: seen.append(try value.string())
                case .number: seen.append("\(try value.double())")
                case .bool, .object: try value.skip()
                }
            }
        }
        #expect(
            seen == ["a:array", "true", "false", "b:null", "c:string", "x", "d:number", "-2.5", "e:number", "7.0", "f:object", "g:array"]
        )
    }

    @Test func `null is consumed only where it stands`() throws {
        let values = try read("[null, 3]") { cursor in
            var values: [Int?] = []
            try cursor.array { values.append(try $0.null() ? nil : try $0.integer()) }
            return values
        }
        #expect(values == [nil, 3])
    }

    @Test func `and passes over those a body leaves untouched`() throws {
        let text = #"{"skipped": {"deep": [1, {"x": "]}"}]}, "wanted": 5, "also": [[], "\"", -1e3]}"#
        let wanted = try read(text) { cursor in
            var wanted = 0
            try cursor.object { key, value in if key == "wanted" { wanted = try value.integer() } }
            return wanted
        }
        #expect(wanted == 5)
    }

    @Test func `strings with every escape`() throws {
        let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDE00\u0000é€😀""#
        #expect(try read(text) { try $0.string() } == "\"\\/\u{8}\u{C}\n\r\tAé€😀\0é€😀")
    }

    @Test func `integers with and without a fraction of zero`() throws {
        let text =
            "[5, 5.0, -5.00, 0.5e1, 50e-1, 0, -0, 0.0e7, 9223372036854775807, -9223372036854775808, 1e18, 5.00000000000000000000000000]"
        let values = try read(text) { cursor in
            var values: [Int] = []
            try cursor.array { values.append(try $0.integer()) }
            return values
        }
        #expect(values == [5, 5, -5, 5, 5, 0, 0, 0, .max, .min, 1_000_000_000_000_000_000, 5])
    }

    @Test(arguments: [
        "5.5", "9223372036854775808", "-9223372036854775809", "1e19", "1e999999999999999999999", "1e-1", "12345678901234567890.5",
        "1.00000000000000000001",
    ])
    func `numbers that are no integers of 64 bits are out of range`(text: String) {
        #expect(throws: JSONError.self) { try read(text) { try $0.integer() } }
        #expect(kindOfError { try read(text) { try $0.integer() } } == .outOfRange)
    }

    @Test func `token ids`() throws {
        #expect(try read("[ 1, 151643 ,2147483647,-2147483648, 7.0 ]") { try $0.integers32() } == [1, 151_643, .max, .min, 7])
        #expect(try read("[]") { try $0.integers32() } == [])
        #expect(kindOfError { try read("[2147483648]") { try $0.integers32() } } == .outOfRange)
        #expect(kindOfError { try read("[1,\"2\"]") { try $0.integers32() } } == .typeMismatch)
    }

    @Test func `log-probabilities`() throws {
        #expect(try read("[-0.25, -1e-3,0]") { try $0.doubles() } == [-0.25, -0.001, 0])
        #expect(try read(" [ ] ") { try $0.doubles() } == [])
        #expect(kindOfError { try read("[-0.25, null]") { try $0.doubles() } } == .typeMismatch)
    }

    @Test func `a wrong kind of value consumes nothing`() throws {
        let value = try read(" \"text\"") { cursor in
            #expect(kindOfError { _ = try cursor.double() } == .typeMismatch)
            #expect(kindOfError { try cursor.object { _, _ in } } == .typeMismatch)
            #expect(kindOfError { _ = try cursor.bool() } == .typeMismatch)
            return try cursor.string()
        }
        #expect(value == "text")
    }

    @Test func `after a byte order mark`() throws {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("[1]".utf8)
        #expect(try JSONCursor.read(bytes) { try $0.integers32() } == [1])
    }

    @Test func `and tells where they stand`() throws {
        var places: [Int] = []
        try read(#"{"a": [1,  2], "b":null}"#) { cursor in
            try cursor.object { _, value in
                places.append(value.offset)
                try value.skip()
                places.append(value.offset)
            }
        }
        #expect(places == [6, 13, 19, 23])
    }

    @Test func `duplicate keys come as they stand`() throws {
        let values = try read(#"{"a":1,"a":2}"#) { cursor in
            var values: [Int] = []
            try cursor.object { _, value in values.append(try value.integer()) }
            return values
        }
        #expect(values == [1, 2])
    }
}
