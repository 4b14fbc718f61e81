/// Rewrites the LaTeX that answers are dressed in as plain text, so that spellings of one answer become alike.
enum LatexText {
    /// Commands whose group is text: the group stays.
    private static let wrappers: [String] = [
        "text", "textbf", "textit", "textrm", "textnormal", "mathrm", "mathbf", "mathit", "mbox", "operatorname", "boldsymbol", "bm",
    ]
    private static let fractions: Set<String> = ["frac", "dfrac", "tfrac", "cfrac"]
    /// Commands that stand for a plain sign or for nothing.
    private static let signs: [String: String] = [
        "times": "*", "cdot": "*", "div": "/", "left": "", "right": "", "displaystyle": "", "quad": " ", "qquad": " ", "percent": "%",
        "approx": "=", "leq": "<=", "le": "<=", "geq": ">=", "ge": ">=", "degree": "°", "circ": "°", "lbrace": "{", "rbrace": "}",
    ]
    /// Escaped characters: spaces of some width, or the character itself.
    private static let escaped: [Character: String] = [
        ",": "", "!": "", ";": " ", ":": " ", " ": " ", "$": "", "%": "%", "#": "#", "&": "&", "_": "_", "{": "{", "}": "}", "(": "",
        ")": "",
        "[": "", "]": "", "\\": " ",
    ]
    private static let characters: [Character: String] = [
        "\u{2212}": "-", "\u{2012}": "-", "\u{2013}": "-", "\u{FE63}": "-", "\u{FF0D}": "-", "\u{2010}": "-", "\u{2011}": "-",
        "×": "*", "⋅": "*", "·": "*", "÷": "/", "\u{2215}": "/", "\u{2044}": "/", "％": "%", "≈": "=",
        "$": "", "€": "", "£": "", "¥": "", "~": " ", "\u{200B}": "", "\u{FEFF}": "",
    ]
    private static let fractionCharacters: [Character: String] = ["½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"]
    /// Spaces that group digits.
    private static let thinSpaces: Set<Character> = ["\u{00A0}", "\u{2009}", "\u{202F}"]

    /// Fractions as `(a)/(b)` or, of plain numbers, `a/b`; wrappers and currency signs gone; every minus and multiplication sign ASCII.
    /// Commands it does not know stay with their backslash.
    static func plain(_ text: Substring) -> String {
        var result = ""
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            if character == "\\" {
                index = command(at: next, in: text, into: &result)
                continue
            }
            if character == "{", let group = LatexBraces.group(at: index, in: text), group.content == "," {
                // The comma of 10{,}000, kept from being spaced as punctuation.
                result.append(",")
                index = group.end
                continue
            }
            if thinSpaces.contains(character) {
                let isInNumber: Bool = (result.last?.isNumber ?? false) && next < text.endIndex && text[next].isNumber
                result.append(isInNumber ? "," : " ")
            } else if let fraction = fractionCharacters[character] {
                append(fraction, to: &result)
            } else if let replacement = characters[character] {
                result += replacement
            } else if let digit = character.wholeNumberValue, 0...9 ~= digit {
                // Digits of other scripts and widths.
                result += String(digit)
            } else {
                result.append(character)
            }
            index = next
        }
        return result
    }

    /// Rewrites the command whose name starts at `start` and returns where the text goes on.
    private static func command(at start: String.Index, in text: Substring, into result: inout String) -> String.Index {
        guard start < text.endIndex else { return start }
        let name = text[start...].prefix { $0.isASCII && $0.isLetter }
        guard !name.isEmpty else {
            result += escaped[text[start]] ?? "\\\(text[start])"
            return text.index(after: start)
        }
        let end = name.endIndex
        if fractions.contains(String(name)), let fraction = fraction(at: end, in: text) {
            append(fraction.text, to: &result)
            return fraction.end
        }
        if wrappers.contains(String(name)), let group = LatexBraces.group(at: end, in: text) {
            result += " " + plain(group.content) + " "
            return group.end
        }
        result += signs[String(name)] ?? "\\\(name)"
        return end
    }

    /// Behind a whole number a fraction is the rest of a mixed one: a space keeps the two apart.
    private static func append(_ fraction: String, to result: inout String) {
        if result.last?.isNumber ?? false { result.append(" ") }
        result += fraction
    }

    /// Two groups, or two digits as in `\frac12`.
    private static func fraction(at start: String.Index, in text: Substring) -> (text: String, end: String.Index)? {
        guard let top = part(at: start, in: text), let bottom = part(at: top.end, in: text) else { return nil }
        let isPlain: Bool = isNumber(top.text) && isNumber(bottom.text)
        return (isPlain ? "\(top.text)/\(bottom.text)" : "(\(top.text))/(\(bottom.text))", bottom.end)
    }

    private static func part(at start: String.Index, in text: Substring) -> (text: String, end: String.Index)? {
        let start = text[start...].firstIndex { $0 != " " } ?? text.endIndex
        if let group = LatexBraces.group(at: start, in: text) { return (trimmed(plain(group.content)), group.end) }
        guard start < text.endIndex, text[start].isASCII, text[start].isNumber else { return nil }
        return (String(text[start]), text.index(after: start))
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == ",") }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
