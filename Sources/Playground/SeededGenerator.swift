/// SplitMix64: a small generator whose whole state is one seed, so that a sample depends on nothing but its own seed.
struct SeededGenerator {
    private var state: UInt64

    /// The seed is mixed first: neighbouring seeds, as the samples of one request have, start at unrelated states.
    init(seed: UInt64) {
        state = StableHash.mix(seed &+ 0x9e37_79b9_7f4a_7c15)
    }

    init(seed: Int64) {
        self.init(seed: UInt64(bitPattern: seed))
    }

    mutating func next() -> UInt64 {
        state = state &+ 0x9e37_79b9_7f4a_7c15
        return StableHash.mix(state)
    }

    /// Uniform in [0, 1), a multiple of 2^-53.
    mutating func uniform() -> Double {
        Double(next() &>> 11) * 0x1p-53
    }

    /// Standard normal, by Marsaglia's polar method ("A convenient method for generating normal variables", 1964).
    mutating func normal() -> Double {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            if square > 0 && square < 1 {
                return x * (-2 * StableMath.log(square) / square).squareRoot()
            }
        }
    }
}
