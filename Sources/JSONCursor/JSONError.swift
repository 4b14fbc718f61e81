/// Why a JSON document cannot be read, or a value cannot be written.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable {
        /// The document ends in the middle of a value.
        case truncated
        /// Not JSON (RFC 8259), or something after the document's end.
        case syntax
        /// JSON, but another kind of value than the one asked for.
        case typeMismatch
        /// More containers within each other than the depth limit.
        case tooDeep
        /// Bytes that are not UTF-8, or `\u` escapes that are half a surrogate pair.
        case invalidUTF8
        /// `NaN`, `Infinity` or `-Infinity`, which some servers write though JSON has none; or such a number given to a writer.
        case notFinite
        /// A number that does not fit the type asked for.
        case outOfRange
    }

    package var kind: Kind
    /// Where in the document, in bytes from its start.
    package var offset: Int
    /// One sentence for people; it never quotes the document.
    package var message: String

    package init(_ kind: Kind, at offset: Int, _ message: String) {
        self.kind = kind
        self.offset = offset
        self.message = message
    }

    package var description: String { message }
}
