import JSONCursor

/// JSON for people: two spaces a level, one member or element a line.
enum PrettyJSON {
    /// The text of `value` with a final newline; a number that is not finite throws.
    static func text(_ value: JSONValue) throws(JSONError) -> String {
        var text = ""
        try write(value, indent: 0, into: &text)
        return text + "\n"
    }

    private static func write(_ value: JSONValue, indent: Int, into text: inout String) throws(JSONError) {
        switch value {
        case .object(let members) where !members.isEmpty:
            text += "{"
            for (index, member) in members.enumerated() {
                breakLine(indent + 2, isFirst: index == 0, into: &text)
                text += try scalar(.string(member.key)) + ": "
                try write(member.value, indent: indent + 2, into: &text)
            }
            text += "\n" + String(repeating: " ", count: indent) + "}"
        case .array(let elements) where !elements.isEmpty:
            text += "["
            for (index, element) in elements.enumerated() {
                breakLine(indent + 2, isFirst: index == 0, into: &text)
                try write(element, indent: indent + 2, into: &text)
            }
            text += "\n" + String(repeating: " ", count: indent) + "]"
        default:
            text += try scalar(value)
        }
    }

    private static func breakLine(_ indent: Int, isFirst: Bool, into text: inout String) {
        text += (isFirst ? "\n" : ",\n") + String(repeating: " ", count: indent)
    }

    private static func scalar(_ value: JSONValue) throws(JSONError) -> String {
        var writer = JSONWriter()
        try value.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
