import Glibc

/// A key of an object, still where it stands in the document: valid only inside the body that got it.
///
/// Comparing with literals (`switch key { case "choices": … }`) allocates nothing.
package struct JSONKey {
    @usableFromInline let start: UnsafePointer<UInt8>
    @usableFromInline let count: Int
    @usableFromInline let hasEscapes: Bool

    package var text: String {
        hasEscapes ? StringEscapes.decode(start, count) : String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    @inlinable
    package static func == (key: JSONKey, literal: StaticString) -> Bool {
        if key.hasEscapes { return key.decodedEquals(literal) }
        return key.count == literal.utf8CodeUnitCount && key.hasBytes(literal.utf8Start)
    }

    @inlinable
    package static func ~= (literal: StaticString, key: JSONKey) -> Bool {
        key == literal
    }

    /// The key as a decimal whole number without sign or leading zeros, as vLLM writes token ids in `prompt_logprobs`; nil if it is none.
    package func integer() -> Int? {
        guard count > 0, count <= 18, count == 1 || start[0] != Byte.zero else { return nil }
        var value = 0
        var index = 0
        while index < count {
            let digit = start[index] &- Byte.zero
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int(digit)
            index &+= 1
        }
        return value
    }

    @usableFromInline
    func hasBytes(_ other: UnsafePointer<UInt8>) -> Bool {
        memcmp(start, other, count) == 0
    }

    @usableFromInline
    func decodedEquals(_ literal: StaticString) -> Bool {
        text == literal.description
    }
}
