import Glibc

/// Finds the numbers in a text that `LatexText.plain` has prepared.
///
/// Read are decimals with commas before every three digits, signs, `1.5e-3`, powers (`2^10`, `3 * 10^{-5}`), fractions `a/b` and mixed ones
/// (`1 1/2`), and a percent sign behind. No numbers are digits that are part of a word (`x1`, `H2O`), exponents, indexes, arguments of
/// LaTeX commands, and dates (`a/b/c`).
struct NumberScanner {
    private let text: [Character]
    private var position = 0

    init(_ text: String) {
        self.text = Array(text)
    }

    /// All numbers, in order.
    static func numbers(in text: String) -> [ScannedNumber] {
        var scanner = NumberScanner(text)
        var numbers: [ScannedNumber] = []
        while scanner.position < scanner.text.count {
            if let number = scanner.next() { numbers.append(number) }
        }
        return numbers
    }

    /// Reads a number that begins here, or passes one character (or one run of digits that is no number).
    private mutating func next() -> ScannedNumber? {
        let start = position
        let isSigned: Bool = (character(0) == "-" || character(0) == "+") && isSign(at: position)
        let digits = position + (isSigned ? 1 : 0)
        guard beginsDecimal(at: digits) else {
            position += 1
            return nil
        }
        position = digits
        guard isSigned || !isAttached(at: digits), var value = decimal() else {
            skipDigits()
            return nil
        }
        let isWhole: Bool = text[digits..<position].allSatisfy { $0 != "." && $0 != "e" && $0 != "E" }
        if let exponent = exponent() { value = pow(value, exponent) }
        if let scale = powerOfTen() { value *= scale }
        if !readFraction(&value, isWhole: isWhole) { return nil }
        if isSigned, text[start] == "-" { value = -value }
        let end = position
        let isPercent = readPercent()
        guard value.isFinite else { return nil }
        return ScannedNumber(value: value, isPercent: isPercent, range: start..<max(end, position))
    }

    private func character(_ distance: Int) -> Character? { at(position + distance) }

    private func at(_ index: Int) -> Character? { text.indices.contains(index) ? text[index] : nil }

    private func isDigit(_ index: Int) -> Bool {
        guard let character = at(index) else { return false }
        return character.isASCII && character.isNumber
    }

    private func beginsDecimal(at index: Int) -> Bool {
        isDigit(index) || (at(index) == "." && isDigit(index + 1) && !isDigit(index - 1))
    }

    /// A minus between two numbers or behind a word is an operator or a dash.
    private func isSign(at index: Int) -> Bool {
        guard let before = at(index - 1) else { return true }
        return before.isWhitespace || "([{=:,;|<>*^/\"'`".contains(before)
    }

    private func isAttached(at index: Int) -> Bool {
        guard let before = at(index - 1) else { return false }
        if before.isASCII && before.isLetter || before == "_" || before == "^" { return true }
        guard before == "{", let opener = at(index - 2) else { return false }
        return opener.isASCII && opener.isLetter || opener == "_" || opener == "^" || opener == "}"
    }

    private mutating func skipDigits() {
        while isDigit(position) || character(0) == "." { position += 1 }
    }

    private mutating func decimal() -> Double? {
        var digits = ""
        while isDigit(position) { take(&digits) }
        if 1...3 ~= digits.count {
            while character(0) == ",", isDigit(position + 1), isDigit(position + 2), isDigit(position + 3), !isDigit(position + 4) {
                position += 1
                for _ in 0..<3 { take(&digits) }
            }
        }
        if digits.isEmpty { digits = "0" }
        if character(0) == ".", isDigit(position + 1) {
            take(&digits)
            while isDigit(position) { take(&digits) }
        }
        if let mark = character(0), mark == "e" || mark == "E" {
            let signed = at(position + 1) == "-" || at(position + 1) == "+" ? 1 : 0
            var end = position + 1 + signed
            while isDigit(end) { end += 1 }
            let isExponent: Bool = end > position + 1 + signed && !(at(end)?.isLetter ?? false)
            while isExponent, position < end { take(&digits) }
        }
        return Double(digits)
    }

    private mutating func take(_ digits: inout String) {
        digits.append(text[position])
        position += 1
    }

    /// A whole power behind `^` or `**`, in braces or not.
    private mutating func exponent() -> Double? {
        var index = position
        if at(index) == "^" { index += 1 } else if at(index) == "*", at(index + 1) == "*" { index += 2 } else { return nil }
        let closing: Character? = at(index) == "{" ? "}" : at(index) == "(" ? ")" : nil
        if closing != nil { index += 1 }
        var digits = ""
        if at(index) == "-" || at(index) == "+" {
            digits.append(text[index])
            index += 1
        }
        while isDigit(index) {
            digits.append(text[index])
            index += 1
        }
        guard let power = Double(digits), closing == nil || at(index) == closing else { return nil }
        position = closing == nil ? index : index + 1
        return power
    }

    /// `* 10^k`, with `x` for the sign too.
    private mutating func powerOfTen() -> Double? {
        let start = position
        while character(0) == " " { position += 1 }
        if let sign = character(0), sign == "*" || sign == "x" || sign == "X" {
            position += 1
            while character(0) == " " { position += 1 }
            if character(0) == "1", character(1) == "0" {
                position += 2
                if let power = exponent() { return pow(10, power) }
            }
        }
        position = start
        return nil
    }

    /// Divides by what stands behind a slash, or adds the fraction of a mixed number. False if this is no number: a date, a division by 0.
    private mutating func readFraction(_ value: inout Double, isWhole: Bool) -> Bool {
        if let bottom = denominator() {
            value /= bottom
            guard character(0) == "/", isDigit(position + 1) else { return bottom != 0 }
            while character(0) == "/" || isDigit(position) { position += 1 }
            return false
        }
        let start = position
        guard isWhole, character(0) == " ", isDigit(position + 1) else { return true }
        position += 1
        var top = ""
        while isDigit(position) { take(&top) }
        if let top = Double(top), character(0) == "/", let bottom = denominator(), top < bottom, character(0) != "/" {
            value += top / bottom
        } else {
            position = start
        }
        return true
    }

    private mutating func denominator() -> Double? {
        var index = position
        while at(index) == " " { index += 1 }
        guard at(index) == "/" else { return nil }
        index += 1
        while at(index) == " " { index += 1 }
        guard isDigit(index) else { return nil }
        position = index
        return decimal()
    }

    private mutating func readPercent() -> Bool {
        var index = position
        while at(index) == " " { index += 1 }
        if at(index) == "%" {
            position = index + 1
            return true
        }
        for word in ["percent", "per cent"] where String(text[index...].prefix(word.count)) == word {
            position = index + word.count
            return true
        }
        return false
    }
}
