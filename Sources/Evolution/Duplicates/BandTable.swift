/// Finds the texts that share a band key: a hash table of chains in flat arrays, 8 bytes an entry and 8 more for the slots.
struct BandTable: Sendable {
    private let bands: Int
    /// The newest entry of every slot, -1 for none; a power of two of them.
    private var heads: [Int32]
    /// By entry, which is text * bands + band: its key, and the next older entry in its slot.
    private var keys: [UInt32] = []
    private var next: [Int32] = []

    init(bands: Int) {
        self.bands = bands
        heads = [Int32](repeating: -1, count: 1024)
    }

    /// Enters a text's keys, one a band; texts count from 0.
    mutating func append(_ textKeys: [UInt32]) {
        if keys.count + bands > heads.count / 2 { grow() }
        for key in textKeys {
            let entry = keys.count
            let slot = slot(of: key, band: entry % bands)
            keys.append(key)
            next.append(heads[slot])
            heads[slot] = Int32(entry)
        }
    }

    /// The texts that share a key in the same band with these, ascending, each once.
    func candidates(_ textKeys: [UInt32]) -> [Int] {
        var found: [Int] = []
        for (band, key) in textKeys.enumerated() {
            var entry = Int(heads[slot(of: key, band: band)])
            while entry >= 0 {
                if keys[entry] == key && entry % bands == band { found.append(entry / bands) }
                entry = Int(next[entry])
            }
        }
        found.sort()
        var distinct: [Int] = []
        for text in found where text != distinct.last {
            distinct.append(text)
        }
        return distinct
    }

    private func slot(of key: UInt32, band: Int) -> Int {
        Int(truncatingIfNeeded: Mixer.mix(UInt64(key) | UInt64(band) &<< 32)) & (heads.count - 1)
    }

    private mutating func grow() {
        heads = [Int32](repeating: -1, count: heads.count * 2)
        for entry in keys.indices {
            let slot = slot(of: keys[entry], band: entry % bands)
            next[entry] = heads[slot]
            heads[slot] = Int32(entry)
        }
    }
}
