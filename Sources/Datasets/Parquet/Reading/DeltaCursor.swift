/// Reads DELTA_BINARY_PACKED whole numbers value by value
/// (https://github.com/apache/parquet-format/blob/master/Encodings.md, Delta encoding).
struct DeltaCursor {
    private let bytes: [UInt8]
    private var position: Int
    private let miniblocks: Int
    private let miniblockSize: Int
    /// Values of the whole stream that were not read yet.
    private(set) var left: Int
    private var value: Int64
    private var isFirst = true
    private var smallestDelta: Int64 = 0
    private var widths: Range<Int> = 0..<0
    /// Of the present miniblock.
    private var width = 0
    private var inMiniblock = 0
    private var miniblockStart = 0

    init() {
        bytes = []
        position = 0
        miniblocks = 0
        miniblockSize = 0
        left = 0
        value = 0
    }

    init(_ bytes: [UInt8], at position: Int) throws(ParquetFault) {
        self.bytes = bytes
        self.position = position
        var place = position
        let block = Int(truncatingIfNeeded: try Self.varint(bytes, &place))
        let miniblocks = Int(truncatingIfNeeded: try Self.varint(bytes, &place))
        let count = Int(truncatingIfNeeded: try Self.varint(bytes, &place))
        value = Self.signed(try Self.varint(bytes, &place))
        guard (1...1 << 20).contains(block), (1...block).contains(miniblocks), block % miniblocks == 0, (0...Int(Int32.max)).contains(count)
        else {
            throw Self.damaged
        }
        self.miniblocks = miniblocks
        miniblockSize = block / miniblocks
        left = count
        self.position = place
    }

    mutating func next() throws(ParquetFault) -> Int64 {
        guard left > 0 else { throw Self.damaged }
        left &-= 1
        if isFirst {
            isFirst = false
            return value
        }
        if inMiniblock == 0 { try openMiniblock() }
        let bit = (miniblockSize &- inMiniblock) &* width
        inMiniblock &-= 1
        value = value &+ smallestDelta &+ (try packed(bit))
        return value
    }

    /// Where the stream's bytes end; reads all that is left.
    func end() throws(ParquetFault) -> Int {
        var cursor = self
        while cursor.left > 0 { _ = try cursor.next() }
        return cursor.position
    }

    private static let damaged = ParquetFault("a page's differences are cut off or damaged")

    private mutating func openMiniblock() throws(ParquetFault) {
        if widths.isEmpty {
            smallestDelta = Self.signed(try Self.varint(bytes, &position))
            guard miniblocks <= bytes.count - position else { throw Self.damaged }
            widths = position..<(position + miniblocks)
            position += miniblocks
        }
        width = Int(bytes[widths.lowerBound])
        widths = (widths.lowerBound + 1)..<widths.upperBound
        guard width <= 64 else { throw Self.damaged }
        miniblockStart = position
        inMiniblock = miniblockSize
        // The padding of the last one may be missing.
        position = min(bytes.count, position + (miniblockSize * width + 7) / 8)
    }

    private func packed(_ bit: Int) throws(ParquetFault) -> Int64 {
        if width == 0 { return 0 }
        let first = miniblockStart + bit >> 3
        let last = miniblockStart + (bit + width + 7) >> 3
        guard last <= bytes.count else { throw Self.damaged }
        var result: UInt64 = 0
        var filled = -(bit & 7)
        for place in first..<last {
            let byte = UInt64(bytes[place])
            if filled < 0 { result |= byte >> UInt64(-filled) } else { result |= byte << UInt64(filled) }
            filled += 8
        }
        let mask: UInt64 = width == 64 ? UInt64.max : 1 << UInt64(width) - 1
        return Int64(bitPattern: result & mask)
    }

    private static func signed(_ value: UInt64) -> Int64 { Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }

    private static func varint(_ bytes: [UInt8], _ position: inout Int) throws(ParquetFault) -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard position < bytes.count else { throw damaged }
            let byte = bytes[position]
            position += 1
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return result }
        }
        throw damaged
    }
}
