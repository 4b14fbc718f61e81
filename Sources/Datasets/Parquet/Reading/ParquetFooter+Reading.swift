extension ParquetFooter {
    init(_ thrift: inout ThriftReader) throws {
        self.init(schema: [], rows: 0, rowGroups: [])
        try thrift.structure { thrift, field, type in
            switch field {
            case 2: try thrift.structures(type) { schema.append(try ParquetSchemaElement(&$0)) }
            case 3: rows = try thrift.size(type)
            case 4: try thrift.structures(type) { rowGroups.append(try ParquetRowGroup(&$0)) }
            case 6: createdBy = try thrift.text(type)
            case 8: throw ParquetFault("the file is encrypted: decrypt it first")
            default: try thrift.skip(type)
            }
        }
    }
}

extension ParquetRowGroup {
    init(_ thrift: inout ThriftReader) throws {
        self.init(chunks: [], rows: 0)
        try thrift.structure { thrift, field, type in
            switch field {
            case 1: try thrift.structures(type) { chunks.append(try ParquetChunk(&$0)) }
            case 3: rows = try thrift.size(type)
            default: try thrift.skip(type)
            }
        }
    }
}

extension ParquetChunk {
    init(_ thrift: inout ThriftReader) throws {
        var chunk: ParquetChunk?
        try thrift.structure { thrift, field, type in
            switch field {
            case 1: throw ParquetFault("a column stands in another file: join them into one first")
            case 3: chunk = try ParquetChunk(metadata: &thrift, type)
            case 8: throw ParquetFault("a column is encrypted: decrypt the file first")
            default: try thrift.skip(type)
            }
        }
        guard let chunk else { throw ParquetFault("a column has no metadata") }
        self = chunk
    }

    private init(metadata thrift: inout ThriftReader, _ type: ThriftType) throws {
        guard type == .structure else { throw ParquetFault.cutOffMetadata }
        var physical: ParquetPhysicalType?
        var codec: ParquetCodec?
        var chunk = ParquetChunk(
            type: .boolean,
            encodings: [],
            path: [],
            codec: .uncompressed,
            entries: 0,
            uncompressedSize: 0,
            compressedSize: 0,
            firstDataPage: 0
        )
        try thrift.structure { thrift, field, type in
            switch field {
            case 1: physical = ParquetPhysicalType(rawValue: try thrift.integer(type))
            case 3: chunk.path = try thrift.texts(type)
            case 4: codec = ParquetCodec(rawValue: try thrift.integer(type))
            case 5: chunk.entries = try thrift.size(type)
            case 6: chunk.uncompressedSize = try thrift.size(type)
            case 7: chunk.compressedSize = try thrift.size(type)
            case 9: chunk.firstDataPage = try thrift.size(type)
            case 11: chunk.dictionaryPage = try thrift.size(type)
            default: try thrift.skip(type)
            }
        }
        guard let physical, let codec else { throw ParquetFault("a column has no known type or compression") }
        chunk.type = physical
        chunk.codec = codec
        self = chunk
    }
}

extension ParquetSchemaElement {
    init(_ thrift: inout ThriftReader) throws {
        self.init(name: "")
        try thrift.structure { thrift, field, type in
            switch field {
            case 1: self.type = ParquetPhysicalType(rawValue: try thrift.integer(type))
            case 3: repetition = ParquetRepetition(rawValue: try thrift.integer(type))
            case 4: name = try thrift.text(type)
            case 5: children = try thrift.size(type)
            case 6: meaning = Meaning(rawValue: try thrift.integer(type)) ?? meaning
            case 10 where meaning == nil:
                try thrift.structure { thrift, field, type in
                    switch field {
                    case 1: meaning = .text
                    case 2: meaning = .map
                    case 3: meaning = .list
                    case 5: meaning = .decimal
                    default: break
                    }
                    try thrift.skip(type)
                }
            default: try thrift.skip(type)
            }
        }
    }
}
