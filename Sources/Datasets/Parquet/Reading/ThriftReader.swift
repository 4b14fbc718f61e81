/// Reads Thrift's compact protocol from bytes that are not trusted: every length is checked against what is there.
struct ThriftReader {
    private static let deepest = 32

    private let bytes: [UInt8]
    private(set) var position: Int
    private var depth = 0

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// Hands every field's number and type to `body`, which must take its value or `skip` it.
    mutating func structure(_ body: (inout ThriftReader, Int, ThriftType) throws -> Void) throws {
        depth += 1
        guard depth <= Self.deepest else { throw ParquetFault("the metadata nests too deeply") }
        var field = 0
        while true {
            let head = try byte()
            if head == 0 { break }
            guard let type = ThriftType(rawValue: head & 0x0F) else { throw ParquetFault("the metadata has a field of no known type") }
            let distance = Int(head >> 4)
            field = distance == 0 ? try zigzag() : field &+ distance
            try body(&self, field, type)
        }
        depth -= 1
    }

    /// Calls `body` for each element of a list of structures.
    mutating func structures(_ type: ThriftType, _ body: (inout ThriftReader) throws -> Void) throws {
        for _ in 0..<(try count(of: .structure, type)) { try body(&self) }
    }

    mutating func integers(_ type: ThriftType) throws -> [Int] {
        var result: [Int] = []
        for _ in 0..<(try count(of: .integer32, type)) { result.append(try zigzag()) }
        return result
    }

    mutating func texts(_ type: ThriftType) throws -> [String] {
        var result: [String] = []
        for _ in 0..<(try count(of: .binary, type)) { result.append(try text(.binary)) }
        return result
    }

    mutating func integer(_ type: ThriftType) throws -> Int {
        switch type {
        case .integer16, .integer32, .integer64: return try zigzag()
        default: throw ParquetFault("the metadata has something else where a number belongs")
        }
    }

    /// A number of things or bytes: not negative.
    mutating func size(_ type: ThriftType) throws -> Int {
        let value = try integer(type)
        guard value >= 0 else { throw ParquetFault("the metadata has a negative size") }
        return value
    }

    mutating func boolean(_ type: ThriftType) throws -> Bool {
        switch type {
        case .isTrue: return true
        case .isFalse: return false
        default: throw ParquetFault("the metadata has something else where a truth value belongs")
        }
    }

    mutating func text(_ type: ThriftType) throws -> String {
        guard type == .binary else { throw ParquetFault("the metadata has something else where a text belongs") }
        let length = try length()
        defer { position += length }
        return String(decoding: bytes[position..<(position + length)], as: UTF8.self)
    }

    mutating func skip(_ type: ThriftType) throws {
        switch type {
        case .isTrue, .isFalse: break
        case .integer8: _ = try byte()
        case .integer16, .integer32, .integer64: _ = try varint()
        case .double: try pass(8)
        case .binary: try pass(try length())
        case .list, .set:
            let (count, element) = try listHead()
            for _ in 0..<count { try skipElement(element) }
        case .map:
            let count = try length()
            guard count > 0 else { return }
            let types = try byte()
            guard let key = ThriftType(rawValue: types >> 4), let value = ThriftType(rawValue: types & 0x0F) else {
                throw ParquetFault("the metadata has a map of no known type")
            }
            for _ in 0..<count {
                try skipElement(key)
                try skipElement(value)
            }
        case .structure: try structure { try $0.skip($2) }
        }
    }

    /// In lists and maps truth values take a byte.
    private mutating func skipElement(_ type: ThriftType) throws {
        if type == .isTrue || type == .isFalse { return try pass(1) }
        depth += 1
        guard depth <= Self.deepest else { throw ParquetFault("the metadata nests too deeply") }
        try skip(type)
        depth -= 1
    }

    private mutating func count(of element: ThriftType, _ type: ThriftType) throws -> Int {
        guard type == .list else { throw ParquetFault("the metadata has something else where a list belongs") }
        let (count, found) = try listHead()
        guard found == element || count == 0 else { throw ParquetFault("the metadata has a list of something else than it should") }
        return count
    }

    /// A list's elements take a byte each at least, so their number is bounded by what is left.
    private mutating func listHead() throws -> (count: Int, element: ThriftType) {
        let head = try byte()
        let count = head >> 4 == 15 ? try length() : Int(head >> 4)
        guard count <= bytes.count - position else { throw cutOff }
        guard let element = ThriftType(rawValue: head & 0x0F) else {
            if count == 0 { return (0, .structure) }
            throw ParquetFault("the metadata has a list of no known type")
        }
        return (count, element)
    }

    private mutating func length() throws -> Int {
        let value = try varint()
        guard value <= UInt64(bytes.count - position) else { throw cutOff }
        return Int(value)
    }

    private mutating func pass(_ count: Int) throws {
        guard count <= bytes.count - position else { throw cutOff }
        position += count
    }

    private mutating func zigzag() throws -> Int {
        let value = try varint()
        return Int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
    }

    private mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw ParquetFault("the metadata has a number that is too long")
    }

    private mutating func byte() throws -> UInt8 {
        guard position < bytes.count else { throw cutOff }
        defer { position += 1 }
        return bytes[position]
    }

    private var cutOff: ParquetFault { .cutOffMetadata }
}
