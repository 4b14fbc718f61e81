/// Tells equal texts by 64 bits of their bytes, without keeping them.
///
/// Two different texts share a digest with a chance of about 2^-64, whoever wrote them: the digest is keyed by chance, anew for every
/// reader, so it is only ever compared within one. Mixing is that of wyhash (Wang Yi), two lanes of 16 bytes.
struct TextDigest {
    private let key = UInt64.random(in: 0...UInt64.max)

    private static let first: UInt64 = 0xA076_1D64_78BD_642F
    private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

    /// Whether the text holds anything but blanks: space, tab, line ends, form feeds.
    static func hasText(_ text: UnsafeRawBufferPointer) -> Bool {
        text.contains { $0 != 0x20 && ($0 < 0x09 || $0 > 0x0D) }
    }

    func digest(_ text: UnsafeRawBufferPointer) -> UInt64 {
        var left = key ^ Self.first
        var right = key ^ Self.second
        var place = 0
        while place &+ 32 <= text.count {
            left = Self.mix(Self.word(text, place) ^ Self.first, Self.word(text, place &+ 8) ^ left)
            right = Self.mix(Self.word(text, place &+ 16) ^ Self.second, Self.word(text, place &+ 24) ^ right)
            place &+= 32
        }
        while place &+ 8 <= text.count {
            left = Self.mix(Self.word(text, place) ^ Self.first, left)
            place &+= 8
        }
        var rest: UInt64 = 0
        while place < text.count {
            rest = rest << 8 | UInt64(text[place])
            place &+= 1
        }
        right = Self.mix(rest ^ Self.second, UInt64(text.count) ^ right)
        return Self.mix(left ^ Self.second, right ^ Self.first)
    }

    private static func word(_ text: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
        text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// Both halves of the 128-bit product.
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
