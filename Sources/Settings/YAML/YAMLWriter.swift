/// Writes a value as YAML with one spelling for everything, so that equal values give equal bytes in every version.
///
/// Block style, two spaces a level; text is plain where nothing could mistake it for something else and double-quoted
/// otherwise; doubles are the shortest text that reads back to the same number and always carry a point or an exponent.
struct YAMLWriter {
    private var text = ""

    static func document(_ mapping: YAMLMapping) -> String {
        var writer = YAMLWriter()
        writer.write(mapping, indent: 0)
        return writer.text
    }

    /// One line in flow style, for messages and tables.
    static func inline(_ value: YAMLValue) -> String {
        switch value {
        case .list(let items):
            return "[" + items.map(inline).joined(separator: ", ") + "]"
        case .mapping(let mapping):
            let entries: [String] = mapping.entries.map { key($0.key) + ": " + inline($0.value) }
            return "{" + entries.joined(separator: ", ") + "}"
        default:
            return scalar(value)
        }
    }

    private mutating func write(_ mapping: YAMLMapping, indent: Int) {
        for entry in mapping.entries {
            text += String(repeating: " ", count: indent) + Self.key(entry.key) + ":"
            write(entry.value, indent: indent)
        }
    }

    /// Writes what follows `key:` or `-`, up to the end of the line or of the nested block.
    private mutating func write(_ value: YAMLValue, indent: Int) {
        switch value {
        case .mapping(let mapping) where !mapping.isEmpty:
            text += "\n"
            write(mapping, indent: indent + 2)
        case .list(let items) where !items.isEmpty:
            text += "\n"
            for item in items {
                text += String(repeating: " ", count: indent + 2) + "-"
                write(item, indent: indent + 2)
            }
        default:
            text += " " + Self.inline(value) + "\n"
        }
    }

    private static func key(_ name: String) -> String { scalar(.text(name)) }

    private static func scalar(_ value: YAMLValue) -> String {
        switch value {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .integer(let number): return String(number)
        case .double(let number): return number.description
        case .text(let text): return isPlain(text) ? text : quoted(text)
        case .list, .mapping: return inline(value)
        }
    }

    /// Words made of letters, digits and a few marks that read back as text under YAML 1.1 and 1.2 alike.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, isLetter(first), bytes.count <= 100 else { return false }
        guard bytes.allSatisfy({ isLetter($0) || isDigit($0) || isInnerMark($0) }) else { return false }
        return !PlainScalar.reservedWords.contains(text.lowercased())
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isInnerMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
    }

    /// Double quotes with JSON's escapes, which YAML shares; everything that is not printable is escaped.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if isPrintable(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += escape(scalar)
                }
            }
        }
        return result + "\""
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: return true
        default: return false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let width = scalar.value > 0xFFFF ? 8 : 4
        let padded = String(repeating: "0", count: width - digits.count) + digits
        return (width == 8 ? "\\U" : "\\u") + padded
    }
}
