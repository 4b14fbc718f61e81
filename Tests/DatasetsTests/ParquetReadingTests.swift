import JSONCursor
import Testing

@testable import Datasets

@Suite struct ParquetReadingTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    static let fixtures: String = #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Fixtures/Parquet/"

    static func read(_ path: String) throws -> [JSONValue] {
        var rows: [JSONValue] = []
        try ParquetReader(path: path).forEach { bytes, number in
            #expect(number == rows.count + 1)
            rows.append(try JSONCursor.read(bytes) { try JSONValue(&$0) })
        }
        return rows
    }

    private static func lines(_ path: String) throws -> [JSONValue] {
        var rows: [JSONValue] = []
        try LineReader(try ByteStream(path: path)).forEach { bytes, _ in
            rows.append(try JSONCursor.read(bytes) { try JSONValue(&$0) })
        }
        return rows
    }

    @Test(arguments: [
        "none-v1", "none-v2", "snappy-v1", "snappy-v2", "gzip-v1", "gzip-v2", "zstd-v1", "zstd-v2", "plain", "statistics", "small-pages",
        "items", "delta", "categories", "datasets", "duckdb", "duckdb-zstd", "split",
    ])
    func `what pyarrow, datasets and DuckDB wrote is read value for value`(name: String) throws {
        let expected = try Self.lines(Self.fixtures + "rows.jsonl")
        let rows = try Self.read(Self.fixtures + "rows-\(name).parquet")
        #expect(rows.count == 60)
        for (index, (row, line)) in zip(rows, expected).enumerated() where row != line {
            Issue.record("row \(index): \(row) is not \(line)")
        }
    }

    @Test func `unsigned numbers, maps, dates and bytes that are text come as JSON has them`() throws {
        let rows = try Self.read(Self.fixtures + "others.parquet")
        let expected = [
            #"{"u32":4294967295,"u64":18446744073709551615,"i8":-128,"map":[{"key":"a","value":1},{"key":"b","value":null}],"binary":"abc","date":1}"#,
            #"{"u32":0,"u64":1,"i8":127,"map":[],"binary":null,"date":2}"#,
        ]
        #expect(try rows == expected.map { try JSONValue(parsing: Array($0.utf8)) })
    }

    /// The file `name` with another schema.
    private func file(_ name: String, with schema: [ParquetSchemaElement]) throws -> String {
        let file = try ParquetFile(path: Self.fixtures + name)
        let tail = try file.read(8, at: file.size - 8)
        let length = Int(tail[0]) | Int(tail[1]) << 8
        var thrift = ThriftReader(try file.read(length, at: file.size - 8 - length))
        var footer = try ParquetFooter(&thrift)
        footer.schema = schema
        return try folder.file("old.parquet", try file.read(file.size - 8 - length, at: 0) + footer.trailer())
    }

    @Test func `lists of the older ways are lists`() throws {
        let root = ParquetSchemaElement(name: "schema", children: 1)
        let value = ParquetSchemaElement(name: "array", type: .int64, repetition: .repeated)
        let optional = ParquetSchemaElement(name: "l", repetition: .optional, children: 1, meaning: .list)
        let twoLevels = try Self.read(try file("lists-optional.parquet", with: [root, optional, value]))
        #expect(try twoLevels == Self.read(Self.fixtures + "lists-optional.parquet"))
        #expect(twoLevels.map { $0["l"] } == [.array([.integer(1), .integer(2)]), .array([]), .null, .array([.integer(3)])])
        // A group in the list that is named as Avro and Thrift name it is the element itself.
        let group = ParquetSchemaElement(name: "l_tuple", repetition: .repeated, children: 1)
        let inner = ParquetSchemaElement(name: "x", type: .int64, repetition: .required)
        let records = try Self.read(try file("lists-optional.parquet", with: [root, optional, group, inner]))
        #expect(records.last?["l"] == .array([.object([.init("x", .integer(3))])]))
        var bare = value
        bare.name = "l"
        let repeated = try Self.read(try file("lists-required.parquet", with: [root, bare]))
        #expect(repeated.map { $0["l"] } == [.array([.integer(1), .integer(2)]), .array([]), .array([.integer(3)])])
    }

    @Test(arguments: [
        (
            "brotli",
            "row group 1 of 1, column `text`: the pages are compressed with brotli, which is not read: write the file with zstd, snappy or gzip"
        ),
        (
            "lz4",
            "row group 1 of 1, column `text`: the pages are compressed with lz4Raw, which is not read: write the file with zstd, snappy or gzip"
        ),
        ("decimal", "the column `x` holds decimals, old timestamps or values of fixed length, which are not read: drop it"),
        ("fixed", "the column `x` holds decimals, old timestamps or values of fixed length, which are not read: drop it"),
        ("nan", "row group 1 of 1, row 2, column `x`: a number is NaN or infinite"),
        ("binary", "row group 1 of 1, row 2, column `x`: a text is not UTF-8"),
    ])
    func `what is not read is said in a sentence`(name: String, expected: String) throws {
        let path = Self.fixtures + "refused-\(name).parquet"
        #expect(throws: DatasetError(file: path, message: expected)) { try ParquetReader(path: path).forEach { _, _ in } }
    }

    @Test(arguments: [0, 1, 7, 1000]) func `what our writer writes comes back`(count: Int) throws {
        var options = ParquetOptions()
        options.rowGroupRows = 300
        options.pageSize = 2000
        let path = folder.path + "/rows.parquet"
        try ParquetRows.parquet(count, at: path, options: options)
        let expected = try ParquetRows.jsonLines(count).map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(try Self.read(path) == expected)
        #expect(try ParquetReader(path: path).rows == count)
    }

    @Test func `files that are cut off say so`() throws {
        let whole = try Array(ParquetFile(path: Self.fixtures + "rows-none-v1.parquet").read(7000, at: 0))
        let path = try folder.file("cut.parquet", whole)
        let expected = DatasetError(file: path, message: "the file is cut off or no Parquet: it does not end as Parquet does")
        #expect(throws: expected) { try ParquetReader(path: path) }
        let short = try folder.file("short.parquet", "PAR1PAR1")
        #expect(throws: DatasetError(file: short, message: "the file is cut off: it is too short for Parquet")) {
            try ParquetReader(path: short)
        }
        let missing = DatasetError(file: "/nonexistent/x", message: "the file cannot be read: No such file or directory")
        #expect(throws: missing) { try ParquetReader(path: "/nonexistent/x") }
    }

    @Test func `a page that claims gigabytes is refused before memory is taken`() throws {
        var header = ParquetPageHeader(
            kind: .data(entries: 1, encoding: .plain, levels: .runLength),
            uncompressedSize: 1 << 30,
            compressedSize: 8
        )
        let chunk = ParquetChunk(
            type: .int64,
            encodings: [.plain],
            path: ["x"],
            codec: .zstd,
            entries: 1,
            uncompressedSize: 1 << 30,
            compressedSize: 40,
            firstDataPage: 4
        )
        let schema = [
            ParquetSchemaElement(name: "schema", children: 1), ParquetSchemaElement(name: "x", type: .int64, repetition: .required),
        ]
        let footer = ParquetFooter(schema: schema, rows: 1, rowGroups: [ParquetRowGroup(chunks: [chunk], rows: 1)])
        func refusal() throws -> String {
            let page = header.bytes()
            let body = [UInt8](repeating: 0, count: 40 - page.count)
            let path = try folder.file("bomb.parquet", ParquetFooter.magic + page + body + footer.trailer())
            do {
                try ParquetReader(path: path).forEach { _, _ in }
                return ""
            } catch let error as DatasetError {
                return error.message
            }
        }
        #expect(try refusal() == "row group 1 of 1, column `x`: a page is larger than 512 MB")
        header.uncompressedSize = 1 << 28
        #expect(try refusal() == "row group 1 of 1, column `x`: a page compressed with zstd is damaged")
    }
}
