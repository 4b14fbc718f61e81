/// The different texts of a column, for as long as they are few: then a value is the index of its text.
struct ParquetDictionary {
    private static let slots = 8192
    private static let mostEntries = 4096
    private static let mostBytes = 1 << 16
    /// How many values a dictionary must have seen before it is judged.
    private static let trial = 1024

    /// The entries as PLAIN values: four bytes of length, then the text.
    private(set) var plain: [UInt8] = []
    /// Where each entry's text stands in `plain`.
    private var entries: [Range<Int>] = []
    /// Entry + 1 by hash; 0 is free.
    private var table = [UInt32](repeating: 0, count: Self.slots)
    private var values = 0

    var count: Int { entries.count }

    /// The index of `text`; nil once the texts are too many or too long for a dictionary to pay.
    mutating func index(of text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        values &+= 1
        guard text.count <= 256 else { return nil }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        var slot = Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(Self.slots - 1))
        while table[slot] != 0 {
            let entry = table[slot] &- 1
            if isEntry(Int(entry), text) { return entry }
            slot = (slot &+ 1) & (Self.slots &- 1)
        }
        guard entries.count < Self.mostEntries, plain.count + text.count < Self.mostBytes else { return nil }
        guard values < Self.trial || entries.count < values / 2 else { return nil }
        withUnsafeBytes(of: UInt32(text.count).littleEndian) { plain.append(contentsOf: $0) }
        entries.append(plain.count..<(plain.count + text.count))
        plain.append(contentsOf: text)
        table[slot] = UInt32(entries.count)
        return UInt32(entries.count - 1)
    }

    /// Appends the PLAIN value of an entry.
    func append(_ index: UInt32, to bytes: inout [UInt8]) {
        let text = entries[Int(index)]
        bytes.append(contentsOf: plain[(text.lowerBound - 4)..<text.upperBound])
    }

    private func isEntry(_ entry: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let known = entries[entry]
        guard known.count == text.count else { return false }
        var place = 0
        while place < text.count {
            guard plain[known.lowerBound &+ place] == text[place] else { return false }
            place &+= 1
        }
        return true
    }
}
