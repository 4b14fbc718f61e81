/// The distinct shingles of a text as 32-bit hashes, ascending.
///
/// Two different shingles of a pair of texts share a hash about once in 2^32 / (n * m): for texts of 500 characters in one pair of
/// 17,000, and then the similarity is off by one shingle.
struct ShingleSet: Sendable, Hashable {
    let hashes: [UInt32]

    init(_ text: NormalizedText, _ shingle: Shingle) {
        var hashes: [UInt32]
        switch shingle {
        case .characters(let size): hashes = ShingleSet.hashes(ofRuns: size, in: text.scalars)
        case .words(let size): hashes = ShingleSet.hashes(ofRuns: size, in: ShingleSet.words(of: text.scalars))
        }
        hashes.sort()
        var kept = 0
        for index in hashes.indices where index == 0 || hashes[index] != hashes[kept - 1] {
            hashes[kept] = hashes[index]
            kept += 1
        }
        hashes.removeLast(hashes.count - kept)
        self.hashes = hashes
    }

    private static func hashes(ofRuns size: Int, in units: [UInt32]) -> [UInt32] {
        if units.isEmpty { return [] }
        let length = min(size, units.count)
        var hashes: [UInt32] = []
        hashes.reserveCapacity(units.count - length + 1)
        units.withUnsafeBufferPointer { units in
            var start = 0
            while start + length <= units.count {
                var mixer = Mixer(seed: UInt64(length))
                var position = start
                while position < start + length {
                    mixer.combine(UInt64(units[position]))
                    position &+= 1
                }
                hashes.append(UInt32(truncatingIfNeeded: mixer.value))
                start &+= 1
            }
        }
        return hashes
    }

    /// A hash for every run of characters between blanks.
    private static func words(of scalars: [UInt32]) -> [UInt32] {
        var words: [UInt32] = []
        for word in scalars.split(separator: 0x20) {
            var mixer = Mixer(seed: 0)
            for scalar in word {
                mixer.combine(UInt64(scalar))
            }
            words.append(UInt32(truncatingIfNeeded: mixer.value))
        }
        return words
    }

    /// Jaccard similarity: common shingles over all. Two empty sets are equal.
    func jaccard(with other: ShingleSet) -> Double {
        if hashes.isEmpty && other.hashes.isEmpty { return 1 }
        let common = hashes.withUnsafeBufferPointer { left in
            other.hashes.withUnsafeBufferPointer { right in ShingleSet.common(left, right) }
        }
        return Double(common) / Double(hashes.count + other.hashes.count - common)
    }

    private static func common(_ left: UnsafeBufferPointer<UInt32>, _ right: UnsafeBufferPointer<UInt32>) -> Int {
        var common = 0
        var i = 0
        var j = 0
        while i < left.count && j < right.count {
            let a = left[i]
            let b = right[j]
            if a == b { common &+= 1 }
            if a <= b { i &+= 1 }
            if b <= a { j &+= 1 }
        }
        return common
    }
}
