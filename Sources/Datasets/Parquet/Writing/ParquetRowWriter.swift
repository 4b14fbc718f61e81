package import JSONCursor
package import Platform

/// Writes a Parquet file row by row: zstd pages of the first version, runs of dictionary indices where texts repeat,
/// standard three-level lists, bounds of every column (https://github.com/apache/parquet-format).
///
/// A row is one object whose keys come in the schema's order (optional ones may be left out), then `endRow()`. A value the schema does not
/// expect makes `endRow()` throw; the file can then only be dropped. It appears under its name when `finish()` returns, and is read by
/// pyarrow, DuckDB and `datasets`, which finds its features in it. The bytes depend on nothing but schema, options and rows. Calls block.
package final class ParquetRowWriter: RecordSink {
    private let path: String
    private let schema: [ParquetSchemaElement]
    private let properties: [(key: String, value: String)]
    private let options: ParquetOptions
    private let file: AtomicFile
    private let compressor: ZstdCompressor
    private var shredder: ParquetShredder
    private var rowGroups: [ParquetRowGroup] = []
    private var rowsInGroup = 0
    private var offset = 0
    /// Rows ended so far.
    package private(set) var rows = 0

    /// Starts a file that will stand at `path`. Throws a `DatasetError` where Parquet cannot hold the schema.
    package init(path: String, schema columns: [RecordField], options: ParquetOptions = ParquetOptions()) throws {
        self.path = path
        self.options = options
        do {
            let shape = try ParquetShape(columns)
            schema = shape.schema
            shredder = ParquetShredder(shape)
        } catch {
            throw DatasetError(file: path, message: error.message)
        }
        properties = [("huggingface", HuggingFaceFeatures.json(columns))]
        compressor = ZstdCompressor(level: options.compressionLevel)
        file = try AtomicFile(path: path)
        try write(ParquetFooter.magic)
    }

    package func beginObject() { shredder.beginObject() }
    package func endObject() { shredder.endObject() }
    package func beginArray() { shredder.beginArray() }
    package func endArray() { shredder.endArray() }
    package func integer(_ value: Int) { shredder.integer(value) }
    package func bool(_ value: Bool) { shredder.bool(value) }
    package func null() { shredder.null() }

    package func key(_ key: StaticString) {
        shredder.key(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }

    package func key(_ key: String) {
        var key = key
        key.withUTF8 { shredder.key($0) }
    }

    package func string(_ value: String) {
        var value = value
        value.withUTF8 { shredder.string($0) }
    }

    package func double(_ value: Double) throws(JSONError) {
        guard value.isFinite else {
            shredder.fail("a number is NaN or infinite")
            throw JSONError(.notFinite, at: offset, "a number to be written to Parquet is NaN or infinite")
        }
        shredder.double(value)
    }

    /// Ends a row. Throws a `DatasetError` with the row's number and the column where the row did not follow the schema.
    package func endRow() throws {
        shredder.endRow()
        if let fault = shredder.fault { throw DatasetError(file: path, message: "row \(rows + 1): \(fault)") }
        rows += 1
        rowsInGroup += 1
        var size = 0
        for index in shredder.columns.indices {
            if shredder.columns[index].pageSize >= options.pageSize {
                try naming { () throws(ParquetFault) in try shredder.columns[index].endPage(compressor) }
            }
            size += shredder.columns[index].size
        }
        if rowsInGroup >= options.rowGroupRows || size >= options.rowGroupSize { try endRowGroup() }
    }

    /// Completes the file and puts it under its name. Throws where a row was not ended.
    package func finish() throws -> AtomicFile.Receipt {
        if let fault = shredder.fault { throw DatasetError(file: path, message: "row \(rows + 1): \(fault)") }
        guard shredder.isBetweenRows else { throw DatasetError(file: path, message: "row \(rows + 1) was not ended") }
        if rowsInGroup > 0 { try endRowGroup() }
        let footer = ParquetFooter(schema: schema, rows: rows, rowGroups: rowGroups, properties: properties)
        try file.write(footer.trailer())
        return try file.commit()
    }

    private func endRowGroup() throws {
        var chunks: [ParquetChunk] = []
        for index in shredder.columns.indices {
            let (pages, chunk) = try naming { () throws(ParquetFault) in
                try shredder.columns[index].endChunk(at: offset, compressor)
            }
            for page in pages { try write(page) }
            chunks.append(chunk)
        }
        rowGroups.append(ParquetRowGroup(chunks: chunks, rows: rowsInGroup))
        rowsInGroup = 0
    }

    private func write(_ bytes: [UInt8]) throws {
        try file.write(bytes)
        offset += bytes.count
    }

    private func naming<Result>(_ body: () throws(ParquetFault) -> Result) throws(DatasetError) -> Result {
        do {
            return try body()
        } catch {
            throw DatasetError(file: path, message: error.message)
        }
    }
}
