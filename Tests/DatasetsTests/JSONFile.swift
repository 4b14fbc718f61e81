import JSONCursor

enum JSONFile {
    static func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }
}
