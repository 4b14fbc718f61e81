/// A 64-bit hash with the same value in every process and on every machine, unlike `Hasher`: FNV-1a over bytes and words
/// (http://www.isthe.com/chongo/tech/comp/fnv/), finished with the mixing function of SplitMix64 so that all bits can be used.
struct StableHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ word: UInt64) {
        state = (state ^ StableHash.mix(word)) &* 0x0000_0100_0000_01b3
    }

    /// Adds the text's UTF-8 bytes and an end mark, so that ("a", "bc") and ("ab", "c") differ.
    mutating func combine(_ text: String) {
        for byte in text.utf8 {
            state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        state = (state ^ 0xff) &* 0x0000_0100_0000_01b3
    }

    var value: UInt64 { StableHash.mix(state) }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
    static func mix(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z &>> 31)
    }
}
