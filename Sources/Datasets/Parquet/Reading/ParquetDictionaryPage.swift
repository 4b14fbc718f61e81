/// The entries of a column's dictionary, where they stand in its page.
struct ParquetDictionaryPage {
    let bytes: [UInt8]
    /// Ends of the entries; only for texts, whose lengths differ.
    private var ends: [Int] = []
    private let type: ParquetPhysicalType
    private let count: Int

    init(_ bytes: [UInt8], _ type: ParquetPhysicalType, count: Int) throws {
        self.bytes = bytes
        self.type = type
        self.count = count
        guard type != .boolean else { throw ParquetFault("truth values have a dictionary") }
        guard type == .byteArray else {
            guard count <= bytes.count / Self.width(type) else { throw ParquetFault("a dictionary is cut off or damaged") }
            return
        }
        // An entry takes four bytes at least.
        guard count <= bytes.count / 4 else { throw ParquetFault("a dictionary is cut off or damaged") }
        ends.reserveCapacity(count)
        var position = 0
        for _ in 0..<count {
            position = try Self.plain(type, in: bytes, at: position).upperBound
            ends.append(position)
        }
    }

    func place(of index: UInt32) throws(ParquetFault) -> Range<Int> {
        guard index < count else { throw ParquetFault("a page points outside its dictionary") }
        let index = Int(index)
        guard type == .byteArray else { return (index * Self.width(type))..<((index + 1) * Self.width(type)) }
        return ((index == 0 ? 0 : ends[index - 1]) + 4)..<ends[index]
    }

    /// Where a PLAIN value that starts at `position` stands, without the length of a text.
    static func plain(_ type: ParquetPhysicalType, in bytes: [UInt8], at position: Int) throws(ParquetFault) -> Range<Int> {
        var start = position
        var width = width(type)
        guard width <= bytes.count - start else { throw ParquetFault("a page is cut off or damaged") }
        if type == .byteArray {
            var length = 0
            for index in 0..<4 { length |= Int(bytes[start + index]) << (8 * index) }
            start += 4
            width = length
            guard width <= bytes.count - start else { throw ParquetFault("a page is cut off or damaged") }
        }
        return start..<(start + width)
    }

    private static func width(_ type: ParquetPhysicalType) -> Int {
        switch type {
        case .int64, .double: 8
        default: 4
        }
    }
}
