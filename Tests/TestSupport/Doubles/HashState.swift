/// A running hash of what was absorbed, equal in every process. Steps are those of SplitMix64's finaliser.
struct HashState: Sendable {
    private(set) var value: UInt64

    init(_ seed: UInt64) {
        value = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
    }

    mutating func absorb(_ word: UInt64) {
        value = Self.mixed(value ^ (word &* 0xD6E8_FEB8_6659_FD93) &+ 0x9E37_79B9_7F4A_7C15)
    }

    mutating func absorb(_ bytes: some Sequence<UInt8>) {
        var word: UInt64 = 0
        var length: UInt64 = 0
        for byte in bytes {
            word = (word << 8) | UInt64(byte)
            length &+= 1
            if length & 7 == 0 { absorb(word) }
        }
        absorb(word)
        absorb(length)
    }

    /// A further hash that leaves this one as it is.
    func derived(_ word: UInt64) -> HashState {
        var copy = self
        copy.absorb(word)
        return copy
    }

    /// Uniform in [0, 1).
    var fraction: Double { Double(value >> 11) * 0x1p-53 }

    /// About standard normal: the sum of twelve uniform numbers, less six.
    var deviate: Double {
        (0..<12 as Range<UInt64>).reduce(-6) { $0 + derived($1).fraction }
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
