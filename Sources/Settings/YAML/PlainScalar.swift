/// How an unquoted scalar is read where no key says what it must be: YAML 1.2's core schema, minus its traps.
///
/// Words YAML 1.1 takes for booleans (`yes`, `no`, `on`, `off`) are refused rather than guessed: `enable_thinking: no`
/// must not reach a server as the text "no".
enum PlainScalar {
    static let nullWords: Set<String> = ["", "~", "null", "Null", "NULL"]

    private static let trueWords: Set<String> = ["true", "True", "TRUE"]
    private static let falseWords: Set<String> = ["false", "False", "FALSE"]
    private static let ambiguousWords: Set<String> = ["yes", "no", "on", "off", "y", "n"]

    /// Lower-case words that are never written without quotes.
    static let reservedWords: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"]

    static func isNull(_ text: String) -> Bool { nullWords.contains(text) }

    static func bool(_ text: String) -> Bool? {
        if trueWords.contains(text) { return true }
        if falseWords.contains(text) { return false }
        return nil
    }

    /// A whole number in decimal digits with an optional sign.
    static func integer(_ text: String) -> Int? {
        isDecimal(text) ? Int(text) : nil
    }

    /// A finite number in decimal digits with an optional point and exponent.
    static func number(_ text: String) -> Double? {
        guard isNumeric(text), let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// The value of an unquoted scalar, or the sentence why it has none.
    static func value(of text: String) -> Result<YAMLValue, Refusal> {
        if isNull(text) { return .success(.null) }
        if let flag = bool(text) { return .success(.bool(flag)) }
        if ambiguousWords.contains(text.lowercased()) {
            return .failure(Refusal("`\(text)` is ambiguous in YAML: write true or false, or quote it to mean the text"))
        }
        if isDecimal(text) {
            guard let number = Int(text) else { return .failure(Refusal("the number \(excerpt(text)) is too large")) }
            return .success(.integer(number))
        }
        if isNumeric(text) {
            guard let number = number(text) else { return .failure(Refusal("the number \(excerpt(text)) is too large")) }
            return .success(.double(number))
        }
        if isNotFinite(text) { return .failure(Refusal("infinity and NaN cannot be passed on")) }
        return .success(.text(text))
    }

    struct Refusal: Error {
        let message: String
        init(_ message: String) { self.message = message }
    }

    private static func isDecimal(_ text: String) -> Bool {
        var digits = text.utf8[...]
        if let first = digits.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { digits.removeFirst() }
        return !digits.isEmpty && digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    /// `[-+]? ( digits [. digits?] | . digits ) ( [eE] [-+]? digits )?`
    private static func isNumeric(_ text: String) -> Bool {
        var rest = text.utf8[...]
        skipSign(&rest)
        let whole = skipDigits(&rest)
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = skipDigits(&rest)
        }
        guard whole + fraction > 0 else { return false }
        if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            skipSign(&rest)
            guard skipDigits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func skipSign(_ rest: inout Substring.UTF8View) {
        if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { rest.removeFirst() }
    }

    private static func skipDigits(_ rest: inout Substring.UTF8View) -> Int {
        var count = 0
        while let first = rest.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") {
            rest.removeFirst()
            count += 1
        }
        return count
    }

    private static func isNotFinite(_ text: String) -> Bool {
        let bare = text.lowercased().drop { $0 == "+" || $0 == "-" }
        return bare == ".inf" || bare == ".nan"
    }
}
