/// What stands before each page (parquet.thrift, `PageHeader`).
struct ParquetPageHeader {
    enum Kind {
        /// The first version: levels and values are compressed together.
        case data(entries: Int, encoding: ParquetEncoding, levels: ParquetEncoding)
        /// The second version: the levels stand uncompressed in front.
        case dataWithPlainLevels(
            entries: Int,
            nulls: Int,
            encoding: ParquetEncoding,
            definitionBytes: Int,
            repetitionBytes: Int,
            isCompressed: Bool
        )
        case dictionary(entries: Int, encoding: ParquetEncoding)
        /// A page of another kind, which readers pass over.
        case other
    }

    var kind: Kind
    /// In bytes, without this header.
    var uncompressedSize: Int
    var compressedSize: Int

    /// The bytes of a header the writer makes.
    func bytes() -> [UInt8] {
        var thrift = ThriftWriter()
        thrift.element { header in
            if case .dictionary = kind { header.integer32(1, 2) } else { header.integer32(1, 0) }
            header.integer32(2, uncompressedSize)
            header.integer32(3, compressedSize)
            switch kind {
            case .data(let entries, let encoding, let levels):
                header.structure(5) { page in
                    page.integer32(1, entries)
                    page.integer32(2, encoding.rawValue)
                    page.integer32(3, levels.rawValue)
                    page.integer32(4, levels.rawValue)
                }
            case .dictionary(let entries, let encoding):
                header.structure(7) { page in
                    page.integer32(1, entries)
                    page.integer32(2, encoding.rawValue)
                }
            case .dataWithPlainLevels, .other: break
            }
        }
        return thrift.bytes
    }
}
