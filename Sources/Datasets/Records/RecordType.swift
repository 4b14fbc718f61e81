/// The type of a value in a training set's rows, known before the first row: an empty set has columns too.
package indirect enum RecordType: Sendable, Hashable {
    /// UTF-8.
    case string
    /// 64 bits.
    case integer
    /// 64 bits, finite.
    case double
    case boolean
    /// Elements are never null.
    case list(RecordType)
    case record([RecordField])

    /// `{"role": string, "content": string}`.
    package static let message = RecordType.record([RecordField("role", .string), RecordField("content", .string)])
    package static let messages = RecordType.list(message)
}
