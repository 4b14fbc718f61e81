import JSONCursor

@testable import Datasets

/// Takes a record value by value and notes where it differs from its schema.
struct SchemaSink: RecordSink {
    private enum Place {
        /// The fields still to come.
        case record([RecordField])
        case list(RecordType)
    }

    private var places: [Place] = []
    /// The type of the value that must come next.
    private var expected: RecordType?
    private(set) var faults: [String] = []

    init(_ schema: [RecordField]) { expected = .record(schema) }

    var isComplete: Bool { places.isEmpty && expected == nil && faults.isEmpty }

    mutating func beginObject() {
        guard case .record(let fields)? = next() else { return fail("an object") }
        places.append(.record(fields))
        expected = nil
    }

    mutating func endObject() {
        guard case .record(let rest)? = places.popLast(), rest.isEmpty else { return fail("the end of an object") }
    }

    mutating func beginArray() {
        guard case .list(let element)? = next() else { return fail("an array") }
        places.append(.list(element))
    }

    mutating func endArray() {
        guard case .list? = places.popLast() else { return fail("the end of an array") }
    }

    mutating func key(_ key: StaticString) { self.key(key.description) }

    mutating func key(_ key: String) {
        guard case .record(let fields)? = places.last, let field = fields.first, field.name == key else { return fail("the key \(key)") }
        places[places.count - 1] = .record(Array(fields.dropFirst()))
        expected = field.type
    }

    mutating func string(_ value: String) { take(.string) }
    mutating func integer(_ value: Int) { take(.integer) }
    mutating func double(_ value: Double) throws(JSONError) { take(.double) }
    mutating func bool(_ value: Bool) { take(.boolean) }
    mutating func null() { fail("null") }

    private mutating func take(_ type: RecordType) {
        if next() != type { fail("a value of type \(type)") }
    }

    private mutating func next() -> RecordType? {
        if case .list(let element)? = places.last { return element }
        defer { expected = nil }
        return expected
    }

    private mutating func fail(_ what: String) { faults.append("\(what) came where the schema has something else") }
}
