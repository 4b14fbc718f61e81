/// Cuts the text of an expression into words.
///
/// Words are ASCII; anything else is an error at the place where it stands, so every character before a fault is one column wide.
struct ExpressionLexer {
    /// Longest text that is read, in Unicode scalars.
    static let longest = 4096

    private let text: String
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    /// All words, at least one.
    mutating func tokens() throws(ExpressionError) -> [ExpressionToken] {
        guard scalars.count <= Self.longest else {
            throw fault("the text is longer than \(Self.longest) characters", at: Self.longest..<Self.longest + 1)
        }
        var tokens: [ExpressionToken] = []
        while position < scalars.count {
            if Self.isSpace(scalars[position]) {
                position += 1
            } else {
                tokens.append(try next())
            }
        }
        guard !tokens.isEmpty else {
            throw fault("the text is empty", at: 0..<0)
        }
        return tokens
    }

    private mutating func next() throws(ExpressionError) -> ExpressionToken {
        let start = position
        if Self.isDigit(scalars[start]) || (scalars[start] == "." && isDigit(at: start + 1)) {
            return try number()
        }
        if Self.isLetter(scalars[start]) {
            return name()
        }
        for symbol in ExpressionToken.Symbol.allCases where matches(symbol.rawValue) {
            position += symbol.rawValue.utf8.count
            return ExpressionToken(kind: .symbol(symbol), range: start..<position)
        }
        throw fault(Self.complaint(about: scalars[start]), at: start..<start + 1)
    }

    /// `dr`, `r_w.helpful`: letters, digits and `_`, and after each point at least one of them.
    private mutating func name() -> ExpressionToken {
        let start = position
        let isInName = { (scalar: Unicode.Scalar) in Self.isLetter(scalar) || Self.isDigit(scalar) }
        skip(isInName)
        while position + 1 < scalars.count, scalars[position] == ".", isInName(scalars[position + 1]) {
            position += 1
            skip(isInName)
        }
        return ExpressionToken(kind: .name(string(start..<position)), range: start..<position)
    }

    /// `12`, `0.5`, `.5`, `1e-3`; digits follow a point.
    private mutating func number() throws(ExpressionError) -> ExpressionToken {
        let start = position
        skip(Self.isDigit)
        if position < scalars.count, scalars[position] == "." {
            position += 1
            skip(Self.isDigit)
        }
        if position < scalars.count, scalars[position] == "e" || scalars[position] == "E" {
            let hasSign = position + 1 < scalars.count && (scalars[position + 1] == "-" || scalars[position + 1] == "+")
            position += hasSign ? 2 : 1
            skip(Self.isDigit)
        }
        // What runs on after a number is part of the fault: `0.4x`, `1.2.3`, `1e`.
        let end = position
        skip { Self.isLetter($0) || Self.isDigit($0) || $0 == "." }
        let written = string(start..<position)
        guard position == end, !written.hasSuffix("."), let value = Double(written) else {
            throw fault("`\(written)` is no number", at: start..<position)
        }
        guard value.isFinite else {
            throw fault("`\(written)` is too large a number", at: start..<position)
        }
        let isWhole = written.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return ExpressionToken(kind: .number(value, isWhole: isWhole), range: start..<position)
    }

    private mutating func skip(_ condition: (Unicode.Scalar) -> Bool) {
        while position < scalars.count, condition(scalars[position]) {
            position += 1
        }
    }

    private func matches(_ word: String) -> Bool {
        var index = position
        for scalar in word.unicodeScalars {
            guard index < scalars.count, scalars[index] == scalar else { return false }
            index += 1
        }
        return true
    }

    private func string(_ range: Range<Int>) -> String {
        var string = String.UnicodeScalarView()
        string.append(contentsOf: scalars[range])
        return String(string)
    }

    private func isDigit(at index: Int) -> Bool {
        index < scalars.count && Self.isDigit(scalars[index])
    }

    private func fault(_ message: String, at range: Range<Int>) -> ExpressionError {
        ExpressionError(message, text: text, range: range)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar >= "0" && scalar <= "9"
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        (scalar >= "a" && scalar <= "z") || (scalar >= "A" && scalar <= "Z") || scalar == "_"
    }

    /// A sentence on a character no word begins with, with what to write instead where people mean something by it.
    private static func complaint(about scalar: Unicode.Scalar) -> String {
        let isPrintable = scalar.value > 0x20 && scalar.value < 0x7F
        let name = isPrintable ? "`\(scalar)`" : "the character U+" + hexadecimal(scalar.value)
        let remedy: String? =
            switch scalar {
            case "\u{2212}", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}": "write `-`"
            case "\u{D7}", "\u{B7}": "write `*`"
            case "\u{F7}": "write `/`"
            case "\u{2264}": "write `<=`"
            case "\u{2265}": "write `>=`"
            case "\u{2260}": "write `!=`"
            case "=": "write `==`"
            case "&": "write `and`"
            case "|": "write `or`, or abs(x) for a magnitude"
            case "!": "write `not`"
            case "^": "write x*x for a square"
            case "%": "write a share as a number, 0.4 for 40 percent"
            default: nil
            }
        return "\(name) means nothing here" + (remedy.map { ": " + $0 } ?? "")
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
