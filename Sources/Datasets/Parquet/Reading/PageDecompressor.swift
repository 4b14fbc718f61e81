import CZlib
import CZstd

/// Turns a page's bytes into what they were before compression.
enum PageDecompressor {
    /// The result has exactly `size` bytes, or there is an error; never more memory is used.
    static func decompress(_ source: UnsafeRawBufferPointer, _ codec: ParquetCodec, size: Int) throws -> [UInt8] {
        // Some writers leave out what would be compressed nothing.
        if size == 0 { return [] }
        switch codec {
        case .uncompressed:
            guard source.count == size else { throw ParquetFault("a page has another length than its header says") }
            return Array(source)
        case .snappy: return try Snappy.decompress(source, size: size)
        case .zstd: return try zstd(source, size)
        case .gzip: return try gzip(source, size)
        case .brotli, .lz4, .lz4Raw, .lzo:
            throw ParquetFault("the pages are compressed with \(codec), which is not read: write the file with zstd, snappy or gzip")
        }
    }

    private static func zstd(_ source: UnsafeRawBufferPointer, _ size: Int) throws(ParquetFault) -> [UInt8] {
        var got = 0
        let result = [UInt8](unsafeUninitializedCapacity: size) { target, filled in
            got = ZSTD_decompress(target.baseAddress, size, source.baseAddress, source.count)
            filled = got == size ? size : 0
        }
        guard got == size else { throw ParquetFault("a page compressed with zstd is damaged") }
        return result
    }

    private static func gzip(_ source: UnsafeRawBufferPointer, _ size: Int) throws(ParquetFault) -> [UInt8] {
        guard source.count <= Int(UInt32.max), size <= Int(UInt32.max) else { throw ParquetFault("a page is larger than 4 GB") }
        var stream = z_stream()
        guard selfplay_inflate_init_any_header(&stream) == Z_OK else { throw ParquetFault("zlib cannot be started") }
        defer { inflateEnd(&stream) }
        var isGood = false
        let result = [UInt8](unsafeUninitializedCapacity: size) { target, filled in
            stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(source.count)
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(size)
            isGood = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0
            filled = isGood ? size : 0
        }
        guard isGood else { throw ParquetFault("a page compressed with gzip is damaged") }
        return result
    }
}
