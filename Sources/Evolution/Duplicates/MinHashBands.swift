/// Locality-sensitive hashing of shingle sets: similar sets share a band key with near certainty, dissimilar ones hardly ever.
///
/// A MinHash signature (Broder: On the resemblance and containment of documents, 1997) is the smallest value of each of several hash
/// functions over the set; two sets agree in one with a probability of their Jaccard similarity s. `rows` of them make a band; sets of
/// similarity s share one of `bands` with probability 1 - (1 - s^rows)^bands (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4).
struct MinHashBands: Sendable, Hashable {
    let rows: Int
    let bands: Int
    /// Function i maps x to (x ^ masks[i]) * factors[i] modulo 2^64; the factors are odd.
    private let masks: [UInt64]
    private let factors: [UInt64]

    /// At most so many hash functions.
    static let functions = 320
    /// The probability that a pair at the threshold shares no band; of more similar pairs fewer are missed.
    static let missed = 1e-6
    /// The probability, or less, that a pair of similarity 0.1, as unrelated texts of one kind have, is compared for nothing.
    private static let wasted = 1e-3

    /// As few rows as are selective enough, or as many as the functions allow; and as many bands as it takes to miss practically nothing.
    init(threshold: Double) {
        var rows = 1
        var bands = MinHashBands.bands(threshold, rows: 1)
        var chance = 0.1
        while Double(bands) * chance > MinHashBands.wasted {
            let more = MinHashBands.bands(threshold, rows: rows + 1)
            if more * (rows + 1) > MinHashBands.functions { break }
            rows += 1
            bands = more
            chance *= 0.1
        }
        self.rows = rows
        self.bands = bands
        var masks: [UInt64] = []
        var factors: [UInt64] = []
        for function in 0..<UInt64(rows * bands) {
            masks.append(Mixer.mix(2 * function + 1))
            factors.append(Mixer.mix(2 * function + 2) | 1)
        }
        self.masks = masks
        self.factors = factors
    }

    /// The smallest number of bands that misses little enough; more than `functions` are not counted on.
    private static func bands(_ threshold: Double, rows: Int) -> Int {
        var same = 1.0
        for _ in 0..<rows { same *= threshold }
        var bands = 0
        var chance = 1.0
        while chance > missed && bands <= functions {
            chance *= 1 - same
            bands += 1
        }
        return bands
    }

    /// One key a band. An empty set has keys of its own.
    func keys(of set: ShingleSet) -> [UInt32] {
        var signature = [UInt64](repeating: .max, count: masks.count)
        signature.withUnsafeMutableBufferPointer { signature in
            masks.withUnsafeBufferPointer { masks in
                factors.withUnsafeBufferPointer { factors in
                    for hash in set.hashes {
                        MinHashBands.lower(signature, UInt64(hash), masks, factors)
                    }
                }
            }
        }
        return (0..<bands).map { band in
            var mixer = Mixer(seed: UInt64(band))
            for row in 0..<rows {
                mixer.combine(signature[band * rows + row])
            }
            return UInt32(truncatingIfNeeded: mixer.value)
        }
    }

    private static func lower(
        _ signature: UnsafeMutableBufferPointer<UInt64>,
        _ hash: UInt64,
        _ masks: UnsafeBufferPointer<UInt64>,
        _ factors: UnsafeBufferPointer<UInt64>
    ) {
        var function = 0
        while function < masks.count {
            let value = (hash ^ masks[function]) &* factors[function]
            if value < signature[function] { signature[function] = value }
            function &+= 1
        }
    }
}
