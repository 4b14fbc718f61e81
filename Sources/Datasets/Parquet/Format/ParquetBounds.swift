/// The smallest and the largest value of a column's part of a row group, by which readers pass over what they need not read
/// (parquet.thrift, `Statistics`).
struct ParquetBounds {
    /// Longer texts are cut: the bounds still hold.
    private static let longestText = 64

    private(set) var nulls = 0
    private var texts: (smallest: [UInt8], isSmallestCut: Bool, largest: [UInt8], isLargestCut: Bool)?
    private var integers: ClosedRange<Int>?
    private var doubles: ClosedRange<Double>?
    private var booleans: (smallest: Bool, largest: Bool)?

    mutating func takeNull() { nulls += 1 }

    mutating func take(_ value: Int) {
        guard let known = integers else { return integers = value...value }
        if value < known.lowerBound { integers = value...known.upperBound }
        if value > known.upperBound { integers = known.lowerBound...value }
    }

    /// `value` is finite.
    mutating func take(_ value: Double) {
        guard let known = doubles else { return doubles = value...value }
        if value < known.lowerBound { doubles = value...known.upperBound }
        if value > known.upperBound { doubles = known.lowerBound...value }
    }

    mutating func take(_ value: Bool) {
        booleans = ((booleans?.smallest ?? true) && value, (booleans?.largest ?? false) || value)
    }

    /// Texts compare by their bytes.
    mutating func take(_ value: UnsafeBufferPointer<UInt8>) {
        let isCut: Bool = value.count > Self.longestText
        let head = UnsafeBufferPointer(rebasing: value.prefix(Self.longestText))
        guard texts != nil else {
            texts = (Array(head), isCut, Array(head), isCut)
            return
        }
        let low = texts.map { Self.order(head, $0.smallest) } ?? 0
        let high = texts.map { Self.order(head, $0.largest) } ?? 0
        if low < 0 {
            texts?.smallest = Array(head)
            texts?.isSmallestCut = isCut
        } else if low == 0 && !isCut {
            texts?.isSmallestCut = false
        }
        if high > 0 {
            texts?.largest = Array(head)
            texts?.isLargestCut = isCut
        } else if high == 0 && isCut {
            texts?.isLargestCut = true
        }
    }

    func write(to thrift: inout ThriftWriter) {
        thrift.integer64(3, nulls)
        if let texts {
            let largest = texts.isLargestCut ? Self.above(texts.largest) : texts.largest
            if let largest { thrift.binary(5, largest) }
            thrift.binary(6, texts.isSmallestCut ? Self.wholeScalars(texts.smallest) : texts.smallest)
            if largest != nil { thrift.boolean(7, !texts.isLargestCut) }
            thrift.boolean(8, !texts.isSmallestCut)
        } else if let integers {
            writeExact(
                &thrift,
                Self.bytes(UInt64(bitPattern: Int64(integers.lowerBound))),
                Self.bytes(UInt64(bitPattern: Int64(integers.upperBound)))
            )
        } else if let doubles {
            // A zero has two signs, and a reader may look for either.
            let smallest: Double = doubles.lowerBound == 0 ? -0.0 : doubles.lowerBound
            let largest: Double = doubles.upperBound == 0 ? 0.0 : doubles.upperBound
            writeExact(&thrift, Self.bytes(smallest.bitPattern), Self.bytes(largest.bitPattern))
            thrift.integer64(9, 0)
        } else if let booleans {
            writeExact(&thrift, [booleans.smallest ? 1 : 0], [booleans.largest ? 1 : 0])
        }
    }

    private func writeExact(_ thrift: inout ThriftWriter, _ smallest: [UInt8], _ largest: [UInt8]) {
        thrift.binary(5, largest)
        thrift.binary(6, smallest)
        thrift.boolean(7, true)
        thrift.boolean(8, true)
    }

    private static func bytes(_ value: UInt64) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    /// Below, equal to or above 0 as `value` comes before, is, or comes after `other`.
    private static func order(_ value: UnsafeBufferPointer<UInt8>, _ other: [UInt8]) -> Int {
        let shared = min(value.count, other.count)
        var place = 0
        while place < shared {
            if value[place] != other[place] { return value[place] < other[place] ? -1 : 1 }
            place &+= 1
        }
        return value.count - other.count
    }

    /// A cut text without the scalar the cut went through.
    private static func wholeScalars(_ text: [UInt8]) -> [UInt8] {
        var end = text.count
        while end > 0, text[end - 1] & 0xC0 == 0x80 { end -= 1 }
        guard end > 0 else { return [] }
        let lead = text[end - 1]
        let length: Int = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        return Array(text[..<(end - 1 + length <= text.count ? end - 1 + length : end - 1)])
    }

    /// The shortest text above all texts that start with the cut one; nil where there is none.
    private static func above(_ text: [UInt8]) -> [UInt8]? {
        var scalars = Array(String(decoding: wholeScalars(text), as: UTF8.self).unicodeScalars)
        while let last = scalars.popLast() {
            let next: UInt32 = last.value == 0xD7FF ? 0xE000 : last.value + 1
            guard let scalar = Unicode.Scalar(next) else { continue }
            scalars.append(scalar)
            var result = String.UnicodeScalarView()
            result.append(contentsOf: scalars)
            return Array(String(result).utf8)
        }
        return nil
    }
}
