import JSONCursor

/// Hands out the values of one data page, whatever their encoding, as JSON.
struct ParquetValueCursor {
    private let leaf: ParquetLeaf
    private let encoding: ParquetEncoding
    private let bytes: [UInt8]
    private let start: Int
    private let dictionary: ParquetDictionaryPage?
    /// Of the next value; of PLAIN truth values the next bit.
    private var position: Int
    private var runs = RunLengthCursor()
    private var lengths = DeltaCursor()
    private var prefixes = DeltaCursor()
    private var previous: [UInt8] = []
    /// The bytes of a value where first bytes, second bytes and so on stand together.
    private var splitBytes = 0

    /// The values stand in `bytes` from `start` on.
    init(_ leaf: ParquetLeaf, _ encoding: ParquetEncoding, _ bytes: [UInt8], from start: Int, _ dictionary: ParquetDictionaryPage?) throws {
        self.leaf = leaf
        self.encoding = encoding
        self.bytes = bytes
        self.start = start
        self.dictionary = dictionary
        position = start
        // A page without values may have no bytes either.
        guard start < bytes.count else { return }
        switch (encoding, leaf.type) {
        case (.plain, .boolean): position = start * 8
        case (.plain, _): break
        case (.plainDictionary, _), (.dictionary, _):
            guard dictionary != nil else { throw ParquetFault("a page needs a dictionary, and there is none") }
            guard bytes[start] <= 32 else { throw ParquetFault("a page's dictionary indices are too wide") }
            runs = RunLengthCursor(bytes, (start + 1)..<bytes.count, width: Int(bytes[start]))
        case (.runLength, .boolean):
            guard bytes.count - start >= 4 else { throw Self.cutOff }
            runs = RunLengthCursor(bytes, (start + 4)..<bytes.count, width: 1)
        case (.deltaBinaryPacked, .int32), (.deltaBinaryPacked, .int64): lengths = try DeltaCursor(bytes, at: start)
        case (.deltaLengthByteArray, .byteArray):
            lengths = try DeltaCursor(bytes, at: start)
            position = try lengths.end()
        case (.deltaByteArray, .byteArray):
            prefixes = try DeltaCursor(bytes, at: start)
            lengths = try DeltaCursor(bytes, at: try prefixes.end())
            position = try lengths.end()
        case (.byteStreamSplit, .int32), (.byteStreamSplit, .float): splitBytes = 4
        case (.byteStreamSplit, .int64), (.byteStreamSplit, .double): splitBytes = 8
        default: throw ParquetFault("a page has an encoding (\(encoding)) that does not go with its type")
        }
    }

    private static let cutOff = ParquetFault("a page is cut off or damaged")

    /// Writes the next value.
    mutating func write(to json: inout JSONWriter) throws {
        switch encoding {
        case .plainDictionary, .dictionary:
            guard let dictionary else { throw Self.cutOff }
            let place = try dictionary.place(of: try runs.next())
            try write(dictionary.bytes, place, to: &json)
        case .plain: try writePlain(to: &json)
        case .runLength: json.bool(try runs.next() != 0)
        case .deltaBinaryPacked:
            let value = try lengths.next()
            try writeInteger(leaf.type == .int32 ? Int64(Int32(truncatingIfNeeded: value)) : value, to: &json)
        case .deltaLengthByteArray: try write(bytes, try nextText(), to: &json)
        case .byteStreamSplit: try write(try nextSplit(), 0..<splitBytes, to: &json)
        case .deltaByteArray:
            let prefix = try prefixes.next()
            guard prefix >= 0, prefix <= previous.count else { throw Self.cutOff }
            let suffix = try nextText()
            previous.removeLast(previous.count - Int(prefix))
            previous.append(contentsOf: bytes[suffix])
            guard previous.count <= ParquetLimits.largestRow else { throw ParquetLimits.tooLarge }
            try write(previous, 0..<previous.count, to: &json)
        default: throw Self.cutOff
        }
    }

    private mutating func nextText() throws -> Range<Int> {
        let length = try lengths.next()
        guard length >= 0, length <= bytes.count - position else { throw Self.cutOff }
        defer { position += Int(length) }
        return position..<(position + Int(length))
    }

    private mutating func nextSplit() throws -> [UInt8] {
        let stride = splitBytes == 0 ? 0 : (bytes.count - start) / splitBytes
        let index = position - start
        guard index < stride else { throw Self.cutOff }
        position += 1
        return (0..<splitBytes).map { bytes[start + $0 * stride + index] }
    }

    private mutating func writePlain(to json: inout JSONWriter) throws {
        if leaf.type == .boolean {
            guard position >> 3 < bytes.count else { throw Self.cutOff }
            json.bool(bytes[position >> 3] >> UInt8(position & 7) & 1 == 1)
            position += 1
            return
        }
        let place = try ParquetDictionaryPage.plain(leaf.type, in: bytes, at: position)
        position = place.upperBound
        try write(bytes, place, to: &json)
    }

    private func write(_ bytes: [UInt8], _ place: Range<Int>, to json: inout JSONWriter) throws {
        switch leaf.type {
        case .byteArray:
            let text: String? = bytes.withUnsafeBufferPointer {
                String(validating: UnsafeBufferPointer(rebasing: $0[place]), as: UTF8.self)
            }
            guard let text else { throw ParquetFault("a text is not UTF-8") }
            json.string(text)
        case .int32: try writeInteger(Int64(Int32(truncatingIfNeeded: Self.word(bytes, place))), to: &json)
        case .int64: try writeInteger(Int64(bitPattern: Self.word(bytes, place)), to: &json)
        case .float: try writeDouble(Double(Float(bitPattern: UInt32(truncatingIfNeeded: Self.word(bytes, place)))), to: &json)
        case .double: try writeDouble(Double(bitPattern: Self.word(bytes, place)), to: &json)
        case .boolean: json.bool(bytes[place.lowerBound] != 0)
        case .int96, .fixedLengthByteArray: throw Self.cutOff
        }
    }

    /// Unsigned numbers stand in the bits of signed ones.
    private func writeInteger(_ value: Int64, to json: inout JSONWriter) throws {
        switch leaf.meaning {
        case .unsigned32 where leaf.type == .int32: json.integer(Int(UInt32(truncatingIfNeeded: value)))
        case .unsigned64 where value < 0: json.raw(UInt64(bitPattern: value).description.utf8)
        default: json.integer(Int(value))
        }
    }

    private func writeDouble(_ value: Double, to json: inout JSONWriter) throws {
        guard value.isFinite else { throw ParquetFault("a number is NaN or infinite") }
        try json.double(value)
    }

    private static func word(_ bytes: [UInt8], _ place: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for index in place.reversed() { value = value << 8 | UInt64(bytes[index]) }
        return value
    }
}
