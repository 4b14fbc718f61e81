/// The finished pages of a column's part of a row group.
struct ParquetPages {
    private var pages: [[UInt8]] = []
    private var dictionaryPage: [UInt8]?
    private var entries = 0
    private var compressedSize = 0
    private(set) var uncompressedSize = 0
    private var encodings: Set<ParquetEncoding> = []
    /// The dictionary of pages that were made before it was given up.
    var dictionary: ParquetDictionary?

    var isEmpty: Bool { pages.isEmpty }

    /// The dictionary comes first, though it is known last.
    var inOrder: [[UInt8]] { (dictionaryPage.map { [$0] } ?? []) + pages }

    mutating func add(_ body: [UInt8], _ kind: ParquetPageHeader.Kind, _ compressor: ZstdCompressor) throws(ParquetFault) {
        if case .data(let entries, let encoding, _) = kind {
            self.entries += entries
            encodings.insert(encoding)
        }
        pages.append(try page(body, kind, compressor))
    }

    /// Makes the dictionary's page.
    mutating func keep(_ dictionary: ParquetDictionary, _ compressor: ZstdCompressor) throws(ParquetFault) {
        dictionaryPage = try page(dictionary.plain, .dictionary(entries: dictionary.count, encoding: .plain), compressor)
    }

    func chunk(of column: ParquetColumn, at offset: Int, bounds: ParquetBounds) -> ParquetChunk {
        ParquetChunk(
            type: column.type,
            encodings: [.plain, .runLength] + (encodings.contains(.dictionary) ? [.dictionary] : []),
            path: column.path,
            codec: .zstd,
            entries: entries,
            uncompressedSize: uncompressedSize,
            compressedSize: compressedSize,
            firstDataPage: offset + (dictionaryPage?.count ?? 0),
            dictionaryPage: dictionaryPage == nil ? nil : offset,
            bounds: bounds
        )
    }

    private mutating func page(
        _ body: [UInt8],
        _ kind: ParquetPageHeader.Kind,
        _ compressor: ZstdCompressor
    ) throws(ParquetFault) -> [UInt8] {
        let compressed = try compressor.compress(body)
        guard max(body.count, compressed.count) <= Int(Int32.max) else {
            throw ParquetFault("a row is larger than a page of Parquet can be (2 GB)")
        }
        var page = ParquetPageHeader(kind: kind, uncompressedSize: body.count, compressedSize: compressed.count).bytes()
        uncompressedSize += page.count + body.count
        page.reserveCapacity(page.count + compressed.count)
        page.append(contentsOf: compressed)
        compressedSize += page.count
        return page
    }
}
