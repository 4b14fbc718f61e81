/// A 64-bit hash that is the same on every machine, in every process and in every version of this program.
///
/// All of the run's chance (seeds of samples, draws of prompts, the score `random()`) comes from here, so the same run seed
/// gives the same run. Changing one constant changes every run there ever was: the test vectors are frozen.
///
/// The state takes in one 64-bit word after the other: `state = mix((state ^ mix(word + gamma)) + gamma)`, all sums modulo 2^64,
/// with `mix` and `gamma` of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
/// It is no cryptographic hash.
package struct StableHash: Sendable, Hashable {
    private static let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The hash of everything taken in so far.
    package private(set) var value: UInt64 = 0

    /// A hash for one purpose; different purposes never share their numbers.
    package init(purpose: String) {
        combine(purpose)
    }

    package mutating func combine(_ word: UInt64) {
        value = Self.mix((value ^ Self.mix(word &+ Self.gamma)) &+ Self.gamma)
    }

    /// Takes in the two's complement of `number`.
    package mutating func combine(_ number: Int) {
        combine(UInt64(bitPattern: Int64(number)))
    }

    /// Takes in the number of UTF-8 bytes, then the bytes as little-endian words, the last one filled up with zeros.
    package mutating func combine(_ text: String) {
        combine(text.utf8.count)
        var word: UInt64 = 0
        var filled: UInt64 = 0
        for byte in text.utf8 {
            word |= UInt64(byte) << (8 * filled)
            filled += 1
            if filled == 8 {
                combine(word)
                word = 0
                filled = 0
            }
        }
        if filled > 0 {
            combine(word)
        }
    }

    /// The hash as a number in [0, 1): its upper 53 bits.
    package var unit: Double {
        Double(value >> 11) * 0x1p-53
    }

    /// The hash as a number in (0, 1), for use under a logarithm: the middles of 2^52 equal steps.
    package var openUnit: Double {
        (Double(value >> 12) + 0.5) * 0x1p-52
    }

    private static func mix(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
