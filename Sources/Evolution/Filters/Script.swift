/// The writing systems that are told apart. Hiragana and Katakana count as one; letters of all others are `other`.
enum Script: Int, CaseIterable, Sendable {
    case latin, greek, cyrillic, armenian, hebrew, arabic, devanagari, bengali, gurmukhi, gujarati, tamil, telugu, kannada, malayalam,
        sinhala
    case thai, lao, tibetan, burmese, georgian, ethiopic, khmer, hangul, kana, han, other

    /// The script of a letter; nil for anything that is no letter.
    init?(of scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x80 {
            let small = value | 0x20
            guard small >= 0x61 && small <= 0x7a else { return nil }
            self = .latin
            return
        }
        guard scalar.properties.isAlphabetic else { return nil }
        self = Script.blocks[Script.block(of: value)].script
    }

    /// The code points from `first` to the next entry's.
    private struct Block {
        var first: UInt32
        var script: Script

        init(_ first: UInt32, _ script: Script) {
            self.first = first
            self.script = script
        }
    }

    /// Blocks of the Unicode Standard (Blocks.txt), neighbours of one script together.
    private static let blocks: [Block] = [
        Block(0x0000, .latin), Block(0x0250, .other), Block(0x0370, .greek), Block(0x0400, .cyrillic), Block(0x0530, .armenian),
        Block(0x0590, .hebrew), Block(0x0600, .arabic), Block(0x0700, .other), Block(0x0750, .arabic), Block(0x0780, .other),
        Block(0x0870, .arabic), Block(0x0900, .devanagari), Block(0x0980, .bengali), Block(0x0A00, .gurmukhi), Block(0x0A80, .gujarati),
        Block(0x0B00, .other), Block(0x0B80, .tamil), Block(0x0C00, .telugu), Block(0x0C80, .kannada), Block(0x0D00, .malayalam),
        Block(0x0D80, .sinhala), Block(0x0E00, .thai), Block(0x0E80, .lao), Block(0x0F00, .tibetan), Block(0x1000, .burmese),
        Block(0x10A0, .georgian), Block(0x1100, .hangul), Block(0x1200, .ethiopic), Block(0x13A0, .other), Block(0x1780, .khmer),
        Block(0x1800, .other), Block(0x1C80, .cyrillic), Block(0x1C90, .georgian), Block(0x1CC0, .other), Block(0x1E00, .latin),
        Block(0x1F00, .greek), Block(0x2000, .other), Block(0x2C60, .latin), Block(0x2C80, .other), Block(0x2D00, .georgian),
        Block(0x2D30, .other), Block(0x2D80, .ethiopic), Block(0x2DE0, .cyrillic), Block(0x2E00, .other), Block(0x2E80, .han),
        Block(0x3040, .kana), Block(0x3100, .other), Block(0x3130, .hangul), Block(0x3190, .other), Block(0x31F0, .kana),
        Block(0x3200, .other), Block(0x3400, .han), Block(0xA000, .other), Block(0xA640, .cyrillic), Block(0xA6A0, .other),
        Block(0xA720, .latin), Block(0xA800, .other), Block(0xA8E0, .devanagari), Block(0xA900, .other), Block(0xA960, .hangul),
        Block(0xA980, .other), Block(0xAB00, .ethiopic), Block(0xAB30, .other), Block(0xAC00, .hangul), Block(0xD800, .other),
        Block(0xF900, .han), Block(0xFB00, .latin), Block(0xFB13, .armenian), Block(0xFB1D, .hebrew), Block(0xFB50, .arabic),
        Block(0xFE00, .other), Block(0xFE70, .arabic), Block(0xFF00, .latin), Block(0xFF60, .kana), Block(0xFFA0, .hangul),
        Block(0xFFE0, .other), Block(0x20000, .han), Block(0x40000, .other),
    ]

    private static func block(of value: UInt32) -> Int {
        var low = 0
        var high = blocks.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if blocks[middle].first <= value { low = middle } else { high = middle }
        }
        return low
    }
}
