/// Valid JSON documents with every freedom the grammar leaves: white space, escapes, number forms.
struct RandomDocuments {
    var random: Random

    mutating func next() -> [UInt8] {
        var text = ""
        value(&text, depth: 0)
        return Array(text.utf8)
    }

    private mutating func value(_ text: inout String, depth: Int) {
        space(&text)
        switch random.below(depth > 5 ? 5 : 8) {
        case 0: text += ["true", "false", "null"][random.below(3)]
        case 1, 2: number(&text)
        case 3, 4: string(&text)
        case 5, 6:
            text += "{"
            for index in 0..<random.below(5) {
                if index > 0 { text += "," }
                space(&text)
                // Numbered, so that no key comes twice: Foundation and the cursor differ there by design.
                text += "\"\(index)"
                content(&text)
                text += "\""
                space(&text)
                text += ":"
                value(&text, depth: depth + 1)
            }
            text += "}"
        default:
            text += "["
            for index in 0..<random.below(6) {
                if index > 0 { text += "," }
                value(&text, depth: depth + 1)
            }
            text += "]"
        }
        space(&text)
    }

    private mutating func number(_ text: inout String) {
        if random.below(2) == 0 { text += "-" }
        text += random.below(4) == 0 ? "0" : "\(1 + random.below(9))" + random.digits(random.below(17))
        if random.below(2) == 0 { text += "." + random.digits(1 + random.below(18)) }
        if random.below(3) == 0 { text += ["e", "E", "e+", "e-", "E-"][random.below(5)] + "\(random.below(200))" }
    }

    private mutating func string(_ text: inout String) {
        text += "\""
        content(&text)
        text += "\""
    }

    private mutating func content(_ text: inout String) {
        for _ in 0..<random.below(random.below(10) == 0 ? 60 : 8) {
            switch random.below(12) {
            case 0: text += ["\\n", "\\t", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r"][random.below(8)]
            case 1: text += ["\\u0041", "\\u00e9", "\\u4E2d", "\\ud83d\\ude00", "\\u0000", "\\uFFFF"][random.below(6)]
            case 2: text += ["é", "中", "😀", "\u{7F}", "\u{2028}", "\u{301}"][random.below(6)]
            default: text.unicodeScalars.append(plain[random.below(plain.count)])
            }
        }
    }

    private let plain: [Unicode.Scalar] = (0x20..<0x7F).compactMap(Unicode.Scalar.init).filter { $0 != "\"" && $0 != "\\" }

    private mutating func space(_ text: inout String) {
        for _ in 0..<random.below(3) where random.below(3) == 0 { text += [" ", "\n", "\t", "\r"][random.below(4)] }
    }
}
