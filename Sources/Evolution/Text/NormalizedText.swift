/// What of a text counts when two are compared: case and the amount of white space do not.
///
/// Every character is in lower case (by way of upper case, so that ß and ss are equal), every run of white space is one blank, and there is none at
/// either end. Composed and decomposed characters stay different.
struct NormalizedText: Sendable, Hashable {
    /// Unicode scalar values.
    let scalars: [UInt32]

    init(_ text: String) {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        scalars = isASCII ? NormalizedText.ascii(text) : NormalizedText.unicode(text)
    }

    private static func ascii(_ text: String) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        var isBlankDue = false
        for byte in text.utf8 {
            if byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) {
                isBlankDue = true
                continue
            }
            if isBlankDue && !scalars.isEmpty { scalars.append(0x20) }
            isBlankDue = false
            let isCapital = byte >= 0x41 && byte <= 0x5a
            scalars.append(UInt32(isCapital ? byte | 0x20 : byte))
        }
        return scalars
    }

    private static func unicode(_ text: String) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        var isBlankDue = false
        for scalar in text.uppercased().lowercased().unicodeScalars {
            if scalar.properties.isWhitespace {
                isBlankDue = true
                continue
            }
            if isBlankDue && !scalars.isEmpty { scalars.append(0x20) }
            isBlankDue = false
            scalars.append(scalar.value)
        }
        return scalars
    }
}
