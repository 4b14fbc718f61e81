/// Reads Parquet's mix of runs and bit-packed groups value by value; a run of a billion values takes no memory
/// (https://github.com/apache/parquet-format/blob/master/Encodings.md, RLE).
struct RunLengthCursor {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int
    private let width: Int
    private var left = 0
    private var isRun = true
    private var value: UInt32 = 0
    /// Of the next packed value, from the start of `bytes`.
    private var bit = 0

    init() {
        self.init([], 0..<0, width: 0)
    }

    /// `width` is at most 32 bits.
    init(_ bytes: [UInt8], _ range: Range<Int>, width: Int) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
        self.width = width
    }

    mutating func next() throws(ParquetFault) -> UInt32 {
        while left == 0 { try open() }
        left &-= 1
        guard !isRun else { return value }
        let first = bit >> 3
        let last = (bit &+ width &+ 7) >> 3
        guard last <= end else { throw Self.cutOff }
        var word: UInt64 = 0
        var place = first
        while place < last {
            word |= UInt64(bytes[place]) << UInt64((place &- first) &* 8)
            place &+= 1
        }
        word >>= UInt64(bit & 7)
        bit &+= width
        return UInt32(truncatingIfNeeded: word & (1 << UInt64(width) &- 1))
    }

    private static let cutOff = ParquetFault("a page's runs are cut off or damaged")

    private mutating func open() throws(ParquetFault) {
        // Groups end where their last value was read from, at a whole byte.
        let head = try varint()
        isRun = head & 1 == 0
        let count = head >> 1
        if isRun {
            left = count
            let size = (width + 7) / 8
            guard size <= end - position else { throw Self.cutOff }
            value = 0
            for byte in 0..<size { value |= UInt32(bytes[position + byte]) << UInt32(byte * 8) }
            position += size
        } else {
            // The last group may be cut short by its padding.
            guard count <= Int(Int32.max) else { throw Self.cutOff }
            left = count * 8
            bit = position * 8
            position = min(end, position + count * width)
        }
        if head == 0 && position >= end { throw Self.cutOff }
    }

    private mutating func varint() throws(ParquetFault) -> Int {
        var result = 0
        for shift in stride(from: 0, to: 35, by: 7) {
            guard position < end else { throw Self.cutOff }
            let byte = bytes[position]
            position += 1
            result |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return result }
        }
        throw Self.cutOff
    }
}
