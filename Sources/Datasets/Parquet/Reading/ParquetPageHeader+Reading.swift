extension ParquetPageHeader {
    init(_ thrift: inout ThriftReader) throws {
        self.init(kind: .other, uncompressedSize: 0, compressedSize: 0)
        try thrift.structure { thrift, field, type in
            switch field {
            case 2: uncompressedSize = try thrift.size(type)
            case 3: compressedSize = try thrift.size(type)
            case 5: kind = try Self.dataPage(&thrift)
            case 7: kind = try Self.dictionaryPage(&thrift)
            case 8: kind = try Self.dataPageOfSecondVersion(&thrift)
            default: try thrift.skip(type)
            }
        }
    }

    private static func dataPage(_ thrift: inout ThriftReader) throws -> Kind {
        var entries = 0
        var encoding: ParquetEncoding?
        var levels: Set<Int> = []
        try thrift.structure { thrift, field, type in
            switch field {
            case 1: entries = try thrift.size(type)
            case 2: encoding = ParquetEncoding(rawValue: try thrift.integer(type))
            case 3, 4: levels.insert(try thrift.integer(type))
            default: try thrift.skip(type)
            }
        }
        // Writers name bit-packed levels where there are none, so this is looked at only where there are.
        let areRuns: Bool = levels == [ParquetEncoding.runLength.rawValue]
        return .data(entries: entries, encoding: try known(encoding), levels: areRuns ? .runLength : .bitPacked)
    }

    private static func dictionaryPage(_ thrift: inout ThriftReader) throws -> Kind {
        var entries = 0
        var encoding: ParquetEncoding?
        try thrift.structure { thrift, field, type in
            switch field {
            case 1: entries = try thrift.size(type)
            case 2: encoding = ParquetEncoding(rawValue: try thrift.integer(type))
            default: try thrift.skip(type)
            }
        }
        return .dictionary(entries: entries, encoding: try known(encoding))
    }

    private static func dataPageOfSecondVersion(_ thrift: inout ThriftReader) throws -> Kind {
        var entries = 0
        var nulls = 0
        var encoding: ParquetEncoding?
        var definitionBytes = 0
        var repetitionBytes = 0
        var isCompressed = true
        try thrift.structure { thrift, field, type in
            switch field {
            case 1: entries = try thrift.size(type)
            case 2: nulls = try thrift.size(type)
            case 4: encoding = ParquetEncoding(rawValue: try thrift.integer(type))
            case 5: definitionBytes = try thrift.size(type)
            case 6: repetitionBytes = try thrift.size(type)
            case 7: isCompressed = try thrift.boolean(type)
            default: try thrift.skip(type)
            }
        }
        return .dataWithPlainLevels(
            entries: entries,
            nulls: nulls,
            encoding: try known(encoding),
            definitionBytes: definitionBytes,
            repetitionBytes: repetitionBytes,
            isCompressed: isCompressed
        )
    }

    private static func known(_ encoding: ParquetEncoding?) throws -> ParquetEncoding {
        guard let encoding else { throw ParquetFault("a page has an encoding that is not known") }
        return encoding
    }
}
