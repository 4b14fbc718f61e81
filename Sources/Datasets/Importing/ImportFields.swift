import Inference
import JSONCursor

/// A record's fields by name; those that nobody took are the prompt's metadata. Null counts as not given.
struct ImportFields {
    struct Field {
        let name: String
        let value: JSONValue
        /// In bytes from the record's start.
        let offset: Int
        /// False of a file's own field whose name was given to another one.
        var isOurs = true
        var isTaken = false
    }

    private var fields: [Field] = []

    init(_ cursor: inout JSONCursor, _ columns: ColumnMapping) throws {
        try cursor.object { key, value in
            let (name, isOurs) = columns.name(of: key.text)
            let offset = value.offset
            let field = Field(name: name, value: try JSONValue(&value), offset: offset, isOurs: isOurs)
            if isOurs, field.value != .null, fields.contains(where: { $0.name == name && $0.isOurs }) {
                throw RecordFault(offset, "\(quoted(name)) is given twice")
            }
            fields.append(field)
        }
    }

    /// The first of the fields `names` that is there; it is taken.
    mutating func take(_ names: String...) -> Field? {
        for name in names {
            if let index = fields.firstIndex(where: { $0.name == name && $0.isOurs && $0.value != .null }) {
                fields[index].isTaken = true
                return fields[index]
            }
        }
        return nil
    }

    func has(_ name: String) -> Bool { fields.contains { $0.name == name && $0.isOurs && $0.value != .null } }

    mutating func takeText(_ names: String...) throws -> String? {
        for name in names {
            guard let field = take(name) else { continue }
            guard case .string(let text) = field.value else { throw RecordFault(field.offset, "\(quoted(name)) must be a text") }
            return text
        }
        return nil
    }

    /// A finite number.
    mutating func takeNumber(_ names: String...) throws -> Double? {
        for name in names {
            guard let field = take(name) else { continue }
            guard let number = field.value.number else { throw RecordFault(field.offset, "\(quoted(name)) must be a number") }
            return number
        }
        return nil
    }

    /// A whole number of tokens, at least 1; nil also where it is 0.
    mutating func takeTokens(_ name: String) throws -> Int? {
        guard let field = take(name) else { return nil }
        guard let tokens = field.value.number.flatMap({ Int(exactly: $0) }), tokens >= 0 else {
            throw RecordFault(field.offset, "\(quoted(name)) must be the number of response tokens")
        }
        return tokens > 0 ? tokens : nil
    }

    /// A list; `count` is the number of responses it must go with.
    mutating func takeList(_ names: String..., count: Int? = nil) throws -> (values: [JSONValue], name: String, offset: Int)? {
        for name in names {
            guard let field = take(name) else { continue }
            guard case .array(let values) = field.value else { throw RecordFault(field.offset, "\(quoted(name)) must be a list") }
            if let count, values.count != count {
                throw RecordFault(field.offset, "\(quoted(name)) has \(values.count) entries for \(count) responses")
            }
            return (values, name, field.offset)
        }
        return nil
    }

    mutating func takeNumbers(_ names: String..., count: Int) throws -> [Double]? {
        for name in names {
            guard let list = try takeList(name, count: count) else { continue }
            return try list.values.map { value in
                guard let number = value.number else { throw RecordFault(list.offset, "\(quoted(name)) must be a list of numbers") }
                return number
            }
        }
        return nil
    }

    /// Forgets fields that say what can be computed again.
    mutating func drop(_ names: [String]) {
        fields.removeAll { names.contains($0.name) }
    }

    /// The fields nobody took, as the members of a metadata object.
    var others: [JSONValue.Member] {
        fields.filter { !$0.isTaken && $0.value != .null }.map { JSONValue.Member($0.name, $0.value) }
    }
}

extension ImportedResponse {
    /// Takes a sum of log-probabilities; the number of tokens is what lies between it and their mean.
    mutating func take(logprob sum: Double, mean: Double) {
        guard mean < 0, let tokens = Int(exactly: (sum / mean).rounded()), tokens >= 1 else { return }
        self.tokens = tokens
        policyLogprob = sum
    }

    /// Sums of logarithms of probabilities are not above 0, but for a server's rounding.
    func checkLogprobs(_ name: String) throws {
        guard let largest = [policyLogprob, referenceLogprob].compactMap({ $0 }).max(), largest > 1e-3 else { return }
        throw RecordFault(0, "a log-prob of \(quoted(name)) is above 0: it must be the sum of the tokens' log-probabilities")
    }
}

extension JSONValue {
    /// The value of a number.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
}
