/// Parquet's mix of runs and bit-packed groups of eight, for levels and dictionary indices
/// (https://github.com/apache/parquet-format/blob/master/Encodings.md, RLE).
enum RunLengthEncoder {
    /// Appends `values`, each of `width` bits, 1...32.
    static func encode<Value: FixedWidthInteger & UnsignedInteger>(_ values: [Value], width: Int, to bytes: inout [UInt8]) {
        values.withUnsafeBufferPointer { values in
            var literals = 0
            var place = 0
            while place < values.count {
                let value = values[place]
                var end = place &+ 1
                while end < values.count, values[end] == value { end &+= 1 }
                // Groups hold eight values, so a run first fills the group before it.
                let filling = (8 &- (place &- literals) & 7) & 7
                if end &- place &- filling >= 8 {
                    pack(UnsafeBufferPointer(rebasing: values[literals..<(place &+ filling)]), width, &bytes)
                    varint(UInt64(end &- place &- filling) << 1, &bytes)
                    for byte in 0..<((width &+ 7) / 8) { bytes.append(UInt8(truncatingIfNeeded: value >> (byte &* 8))) }
                    literals = end
                }
                place = end
            }
            pack(UnsafeBufferPointer(rebasing: values[literals...]), width, &bytes)
        }
    }

    /// Appends bit-packed groups; the last is filled up with zeros.
    private static func pack<Value: FixedWidthInteger & UnsignedInteger>(
        _ values: UnsafeBufferPointer<Value>,
        _ width: Int,
        _ bytes: inout [UInt8]
    ) {
        guard !values.isEmpty else { return }
        let groups = (values.count &+ 7) / 8
        varint(UInt64(groups) << 1 | 1, &bytes)
        var buffer: UInt64 = 0
        var bits = 0
        for index in 0..<(groups &* 8) {
            let value: UInt64 = index < values.count ? UInt64(truncatingIfNeeded: values[index]) : 0
            buffer |= value << UInt64(bits)
            bits &+= width
            while bits >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: buffer))
                buffer >>= 8
                bits &-= 8
            }
        }
    }

    private static func varint(_ value: UInt64, _ bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
