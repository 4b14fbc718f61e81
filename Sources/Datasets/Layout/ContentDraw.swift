import Platform

/// Chance that depends on content alone.
enum ContentDraw {
    /// A number in [0, 1) from a purpose, a seed and a text: the first 53 bits of their SHA-256.
    static func uniform(_ purpose: String, _ seed: UInt64, _ content: String) -> Double {
        let digest = SHA256.digest(of: "\(purpose)\n\(seed)\n\(content)".utf8)
        var bits: UInt64 = 0
        for byte in digest.prefix(8) { bits = bits << 8 | UInt64(byte) }
        return Double(bits >> 11) / 9_007_199_254_740_992
    }
}

extension ContentDraw {
    /// 128 bits that stand for a content.
    static func key(_ content: String) -> SIMD2<UInt64> {
        var words = SIMD2<UInt64>()
        for (index, byte) in SHA256.digest(of: content.utf8).prefix(16).enumerated() {
            words[index >> 3] = words[index >> 3] << 8 | UInt64(byte)
        }
        return words
    }
}
