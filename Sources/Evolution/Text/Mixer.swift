/// A 64-bit hash of words that is the same on every machine and in every process: one step of SplitMix64's finalizer a word
/// (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
struct Mixer {
    private static let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15

    private(set) var value: UInt64

    init(seed: UInt64) {
        value = Mixer.mix(seed &+ Mixer.gamma)
    }

    mutating func combine(_ word: UInt64) {
        value = Mixer.mix((value ^ word) &+ Mixer.gamma)
    }

    static func mix(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed &>> 31)
    }
}
