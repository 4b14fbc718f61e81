/// Which endpoint a prompt belongs to: the one whose name and the prompt's key hash highest, so that an endpoint that comes or goes moves
/// only the prompts it gains or loses (Thaler and Ravishankar, 1998).
enum Rendezvous {
    /// FNV-1a of an endpoint's name.
    static func seed(_ name: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }

    /// SplitMix64's finaliser over both.
    static func weight(_ seed: UInt64, _ key: UInt64) -> UInt64 {
        var z = seed ^ (key &* 0x9E37_79B9_7F4A_7C15)
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
