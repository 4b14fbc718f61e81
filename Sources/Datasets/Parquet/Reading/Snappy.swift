/// Decompresses snappy's raw format (https://github.com/google/snappy/blob/main/format_description.txt).
enum Snappy {
    /// `size` is what the result must have.
    static func decompress(_ source: UnsafeRawBufferPointer, size: Int) throws(ParquetFault) -> [UInt8] {
        var isGood = false
        let result = [UInt8](unsafeUninitializedCapacity: size) { target, filled in
            isGood = decompress(source, UnsafeMutableRawBufferPointer(target))
            filled = isGood ? size : 0
        }
        guard isGood else { throw ParquetFault("a page compressed with snappy is damaged") }
        return result
    }

    /// False where the source is not exactly as long as the target's content, or points outside it.
    private static func decompress(_ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer) -> Bool {
        var read = 0
        guard length(source, &read) == UInt64(target.count) else { return false }
        var written = 0
        while read < source.count {
            let tag = Int(source[read])
            read += 1
            var count = tag >> 2 + 1
            var offset = 0
            switch tag & 3 {
            case 0:
                if count > 60 {
                    guard let long = number(source, &read, bytes: count - 60) else { return false }
                    count = long + 1
                }
                guard count <= source.count - read, count <= target.count - written else { return false }
                UnsafeMutableRawBufferPointer(rebasing: target[written..<(written + count)])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[read..<(read + count)]))
                read += count
                written += count
                continue
            case 1:
                count = (tag >> 2) & 7 + 4
                guard let low = number(source, &read, bytes: 1) else { return false }
                offset = (tag >> 5) << 8 | low
            default:
                guard let far = number(source, &read, bytes: tag & 3 == 2 ? 2 : 4) else { return false }
                offset = far
            }
            guard offset > 0, offset <= written, count <= target.count - written else { return false }
            // The copy may run into what it writes: that repeats it.
            for place in written..<(written + count) { target[place] = target[place - offset] }
            written += count
        }
        return written == target.count
    }

    private static func length(_ source: UnsafeRawBufferPointer, _ read: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard read < source.count else { return nil }
            let byte = source[read]
            read += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }

    private static func number(_ source: UnsafeRawBufferPointer, _ read: inout Int, bytes: Int) -> Int? {
        guard bytes <= source.count - read else { return nil }
        var value = 0
        for byte in 0..<bytes { value |= Int(source[read + byte]) << (8 * byte) }
        read += bytes
        return value
    }
}
