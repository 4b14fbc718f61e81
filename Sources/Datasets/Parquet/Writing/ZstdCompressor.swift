import CZstd

/// Compresses pages with zstd, one after another with the same memory.
final class ZstdCompressor {
    private let context: OpaquePointer?
    private let level: Int32

    init(level: Int) {
        context = ZSTD_createCCtx()
        self.level = Int32(level)
    }

    deinit {
        ZSTD_freeCCtx(context)
    }

    func compress(_ bytes: [UInt8]) throws(ParquetFault) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        var size = 0
        let compressed = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
            size = ZSTD_compressCCtx(context, target.baseAddress, bound, bytes, bytes.count, level)
            count = ZSTD_isError(size) == 0 ? size : 0
        }
        guard ZSTD_isError(size) == 0 else {
            throw ParquetFault("zstd cannot compress a page: \(String(cString: ZSTD_getErrorName(size)))")
        }
        // The memory the bound asked for would stay for as long as the row group does.
        return Array(compressed[...])
    }
}
