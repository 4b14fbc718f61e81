package import JSONCursor

/// Takes rows value by value, front to back, as JSON is written: a row is an object whose keys come in the order of its schema.
///
/// `JSONWriter` is one; a Parquet file another.
package protocol RecordSink {
    mutating func beginObject()
    mutating func endObject()
    mutating func beginArray()
    mutating func endArray()
    mutating func key(_ key: StaticString)
    mutating func key(_ key: String)
    mutating func string(_ value: String)
    mutating func integer(_ value: Int)
    /// Throws where the number is not finite.
    mutating func double(_ value: Double) throws(JSONError)
    mutating func bool(_ value: Bool)
    mutating func null()
}

extension JSONWriter: RecordSink {}
