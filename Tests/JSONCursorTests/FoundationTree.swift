import Foundation
import JSONCursor

/// A JSON document as `JSONDecoder` sees it, to compare with what the cursor sees. Member order and repeated keys are lost.
enum FoundationTree: Decodable, Equatable {
    case object([String: FoundationTree])
    case array([FoundationTree])
    case string(String)
    /// By bit pattern.
    case number(UInt64)
    case bool(Bool)
    case null

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Key.self) {
            var object: [String: FoundationTree] = [:]
            for key in members.allKeys { object[key.stringValue] = try members.decode(FoundationTree.self, forKey: key) }
            self = .object(object)
            return
        }
        if var elements = try? decoder.unkeyedContainer() {
            var array: [FoundationTree] = []
            while !elements.isAtEnd { array.append(try elements.decode(FoundationTree.self)) }
            self = .array(array)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else {
            self = .number(try value.decode(Double.self).bitPattern)
        }
    }

    init(_ value: JSONValue) {
        switch value {
        case .object(let members):
            self = .object(Dictionary(members.map { ($0.key, FoundationTree($0.value)) }, uniquingKeysWith: { first, _ in first }))
        case .array(let elements): self = .array(elements.map(FoundationTree.init))
        case .string(let text): self = .string(text)
        case .integer(let number): self = .number(Double(number).bitPattern)
        case .double(let number): self = .number(number.bitPattern)
        case .bool(let bool): self = .bool(bool)
        case .null: self = .null
        }
    }

    /// What `JSONDecoder` makes of a document; nil if it refuses it.
    static func decoded(_ bytes: [UInt8]) -> FoundationTree? {
        try? JSONDecoder().decode(FoundationTree.self, from: Data(bytes))
    }
}
