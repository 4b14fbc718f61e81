/// A JSON value as a tree, for the cold paths where its shape is not ours: metadata, pass-through request fields.
///
/// Objects keep their members' order, repeated keys included. A number without fraction and exponent that fits stays an integer.
package indirect enum JSONValue: Sendable, Hashable {
    case object([Member])
    case array([JSONValue])
    case string(String)
    case integer(Int)
    case double(Double)
    case bool(Bool)
    case null

    package struct Member: Sendable, Hashable {
        package var key: String
        package var value: JSONValue

        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// Takes the cursor's next value.
    package init(_ cursor: inout JSONCursor) throws {
        switch try cursor.peek() {
        case .object:
            var members: [Member] = []
            try cursor.object { key, value in members.append(Member(key.text, try JSONValue(&value))) }
            self = .object(members)
        case .array:
            var elements: [JSONValue] = []
            try cursor.array { elements.append(try JSONValue(&$0)) }
            self = .array(elements)
        case .string: self = .string(try cursor.string())
        case .number: self = try cursor.number()
        case .bool: self = .bool(try cursor.bool())
        case .null:
            _ = try cursor.null()
            self = .null
        }
    }

    /// Reads a whole document.
    package init(parsing bytes: [UInt8]) throws {
        self = try JSONCursor.read(bytes) { try JSONValue(&$0) }
    }

    /// The value of an object's member, the last one where the key is repeated; nil if there is none or this is no object.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    package func write(to writer: inout JSONWriter) throws(JSONError) {
        switch self {
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.key(member.key)
                try member.value.write(to: &writer)
            }
            writer.endObject()
        case .array(let elements):
            writer.beginArray()
            for element in elements { try element.write(to: &writer) }
            writer.endArray()
        case .string(let value): writer.string(value)
        case .integer(let value): writer.integer(value)
        case .double(let value): try writer.double(value)
        case .bool(let value): writer.bool(value)
        case .null: writer.null()
        }
    }
}
