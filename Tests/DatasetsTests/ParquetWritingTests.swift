import JSONCursor
import Testing

@testable import Datasets

@Suite struct ParquetWritingTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// Small limits, so that a few rows make several row groups of several pages.
    private var small: ParquetOptions {
        var options = ParquetOptions()
        options.rowGroupRows = 300
        options.pageSize = 2000
        return options
    }

    private func check(_ script: String, _ arguments: [String]) throws {
        let (output, isGood) = try DataPython.run(script, arguments, in: folder)
        #expect(isGood, "\(output)")
    }

    @Test(.enabled(if: DataPython.isThere), arguments: [1, 7, 1000]) func `pyarrow, DuckDB and datasets read every type`(count: Int) throws
    {
        let path = folder.path + "/rows.parquet"
        try ParquetRows.parquet(count, at: path, options: small)
        let lines = try folder.file("rows.jsonl", try ParquetRows.jsonLines(count).joined(separator: "\n"))
        try check(
            """
            import sys, json
            import pyarrow as pa, pyarrow.parquet as pq, duckdb, datasets
            path, lines = sys.argv[1:]
            expected = [json.loads(line) for line in open(lines, encoding='utf8').read().split('\\n')]
            def same(got, what):
                assert len(got) == len(expected), (what, len(got))
                for index, (a, b) in enumerate(zip(got, expected)):
                    assert a == b, (what, index, a, b)
                    assert json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True), (what, index)
            file = pq.ParquetFile(path, page_checksum_verification=True)
            table = file.read()
            table.validate(full=True)
            same(table.to_pylist(), 'pyarrow')
            assert file.metadata.num_row_groups == (len(expected) + 299) // 300
            cursor = duckdb.sql(f"select * from '{path}'")
            names = cursor.columns
            same([dict(zip(names, row)) for row in cursor.fetchall()], 'duckdb')
            loaded = datasets.load_dataset('parquet', data_files=path, cache_dir=path + '.cache', split='train')
            same(loaded.to_list(), 'datasets')
            # What pyarrow itself writes has the same schema, so that tables concatenate.
            again = pa.Table.from_pylist(expected, schema=pa.schema([pa.field(f.name, f.type) for f in table.schema]))
            assert table.schema.remove_metadata().equals(again.schema)
            features = datasets.Features.from_dict(json.loads(table.schema.metadata[b'huggingface'])['info']['features'])
            assert features.arrow_schema.remove_metadata().equals(again.schema), features
            assert set(features) == set(loaded.features)
            import shutil; shutil.rmtree(path + '.cache')
            """,
            [path, lines]
        )
    }

    @Test(.enabled(if: DataPython.isThere)) func `bounds hold, are cut and say so, and readers use them`() throws {
        let path = folder.path + "/rows.parquet"
        let writer = try ParquetRowWriter(
            path: path,
            schema: [
                RecordField("text", .string), RecordField("number", .integer), RecordField("share", .double),
                RecordField("gone", .string, isOptional: true),
            ],
            options: small
        )
        for number in 0..<700 {
            writer.beginObject()
            writer.key("text")
            writer.string(String(repeating: number % 2 == 0 ? "é" : "😀", count: 40) + "\(number)")
            writer.key("number")
            writer.integer(number)
            writer.key("share")
            try writer.double(Double(number))
            writer.endObject()
            try writer.endRow()
        }
        _ = try writer.finish()
        try check(
            """
            import sys, pyarrow.parquet as pq, duckdb
            path = sys.argv[1]
            file = pq.ParquetFile(path)
            for index in range(file.num_row_groups):
                group = file.metadata.row_group(index)
                rows = file.read_row_group(index).to_pylist()
                for c, name in enumerate(['text', 'number', 'share', 'gone']):
                    statistics = group.column(c).statistics
                    values = [row[name] for row in rows if row[name] is not None]
                    assert statistics.null_count == len(rows) - len(values)
                    if not values: assert not statistics.has_min_max; continue
                    low, high = min(values), max(values)
                    assert statistics.min <= low and statistics.max >= high, (name, statistics)
                    if name != 'text': assert (statistics.min, statistics.max) == (low, high)
                    if name == 'text': assert len(statistics.min.encode()) <= 64 and len(statistics.max.encode()) <= 66
                    assert group.column(c).compression == 'ZSTD'
            assert duckdb.sql(f"select count(*) from '{path}' where number > 650 and share < 660.5").fetchall() == [(10,)]
            assert duckdb.sql(f"select count(*) from '{path}' where text > 'f'").fetchall() == [(700,)]
            assert pq.read_table(path, filters=[('number', '==', 500)]).num_rows == 1
            """,
            [path]
        )
    }

    @Test(.enabled(if: DataPython.isThere)) func `texts that repeat get a dictionary, others do not, and a column may change its mind`()
        throws
    {
        let path = folder.path + "/rows.parquet"
        var options = ParquetOptions()
        options.pageSize = 4000
        let writer = try ParquetRowWriter(
            path: path,
            schema: [RecordField("role", .string), RecordField("id", .string), RecordField("mixed", .string)],
            options: options
        )
        for number in 0..<20_000 {
            writer.beginObject()
            writer.key("role")
            writer.string(number % 3 == 0 ? "user" : "assistant")
            writer.key("id")
            writer.string("id \(number)")
            writer.key("mixed")
            writer.string(number < 10_000 ? "same" : "other \(number)")
            writer.endObject()
            try writer.endRow()
        }
        _ = try writer.finish()
        try check(
            """
            import sys, pyarrow.parquet as pq, duckdb
            path = sys.argv[1]
            rows = pq.read_table(path).to_pylist()
            expected = [{'role': 'user' if n % 3 == 0 else 'assistant', 'id': f'id {n}', 'mixed': 'same' if n < 10000 else f'other {n}'} for n in range(20000)]
            assert rows == expected
            assert duckdb.sql(f"select * from '{path}'").fetchall() == [tuple(row.values()) for row in expected]
            group = pq.ParquetFile(path).metadata.row_group(0)
            used = ['RLE_DICTIONARY' in group.column(c).encodings for c in range(3)]
            assert used == [True, False, True], used
            """,
            [path]
        )
    }

    @Test(.enabled(if: DataPython.isThere)) func `a set without rows is a file with its columns`() throws {
        let path = folder.path + "/rows.parquet"
        try ParquetRows.parquet(0, at: path)
        try check(
            """
            import sys, pyarrow.parquet as pq, duckdb, datasets
            path = sys.argv[1]
            table = pq.read_table(path)
            assert table.num_rows == 0 and table.schema.names[:3] == ['id', 'prompt', 'score'] and len(table.schema.names) == 12
            assert duckdb.sql(f"select count(*) from '{path}'").fetchall() == [(0,)]
            assert len(duckdb.sql(f"select * from '{path}'").columns) == 12
            # `load_dataset` refuses any file without rows, pyarrow's own too; the features are there.
            assert len(datasets.Features.from_arrow_schema(table.schema)) == 12
            """,
            [path]
        )
    }

    @Test(.enabled(if: DataPython.isThere && DataPython.isLong)) func `a million rows are read`() throws {
        let path = folder.path + "/rows.parquet"
        try ParquetRows.parquet(1_000_000, at: path)
        try check(
            """
            import sys, pyarrow.parquet as pq, pyarrow.compute as pc, duckdb
            path = sys.argv[1]
            table = pq.read_table(path)
            assert table.num_rows == 1000000 and table['id'][999999].as_py() == 'row 999999'
            assert pc.count(table['note'], mode='only_null').as_py() == 500000
            assert pc.sum(pc.list_value_length(table['completions'])).as_py() == 999999
            assert duckdb.sql(f"select count(*), count(weight), sum(len(prompt)) from '{path}'").fetchall() == [(1000000, 800000, 1500000)]
            """,
            [path]
        )
    }

    @Test func `equal rows give equal bytes, and the receipt tells them`() throws {
        let first = folder.path + "/a.parquet"
        let second = folder.path + "/b.parquet"
        try ParquetRows.parquet(500, at: first, options: small)
        try ParquetRows.parquet(500, at: second, options: small)
        #expect(try folder.bytes("a.parquet") == folder.bytes("b.parquet"))
        #expect(folder.names == ["a.parquet", "b.parquet"])
    }

    /// A row's steps and the sentence they end in.
    @Test func `what does not follow the schema is an error that names the column, and nothing is left`() throws {
        typealias Steps = (ParquetRowWriter) -> Void
        let cases: [(String, Steps)] = [
            (
                "row 1: the column `a` holds texts, not a whole number",
                {
                    $0.key("a"); $0.integer(1)
                }
            ),
            (
                "row 1: the column `a` holds texts, not null",
                {
                    $0.key("a"); $0.null()
                }
            ),
            (
                "row 1: the column `a` holds texts, not a list",
                {
                    $0.key("a"); $0.beginArray(); $0.endArray()
                }
            ),
            (
                "row 1: the column `a` is missing: the key `l` comes in its place",
                {
                    $0.key("l"); $0.beginArray(); $0.endArray()
                }
            ),
            (
                "row 1: the column `l` is missing: the end of the record comes in its place",
                {
                    $0.key("a"); $0.string("")
                }
            ),
            (
                "row 1: `x` is no column, or not at its place",
                {
                    Self.whole($0); $0.key("x"); $0.integer(1)
                }
            ),
            (
                "row 1: `a` is no column, or not at its place",
                {
                    Self.whole($0); $0.key("a"); $0.string("")
                }
            ),
            (
                "row 1: the column `l.x` holds numbers with a fraction, not a whole number",
                {
                    Self.element($0) {
                        $0.key("x"); $0.integer(1)
                    }
                }
            ),
            (
                "row 1: the column `l` holds records, not a text",
                {
                    $0.key("a"); $0.string(""); $0.key("l"); $0.beginArray(); $0.string("")
                }
            ),
            ("row 1: a text stands in a record without a key", { $0.string("") }),
            ("row 1: a list ends where none is open", { $0.endArray() }),
            (
                "row 1: a number is NaN or infinite",
                { writer in
                    Self.element(writer) {
                        $0.key("x"); try? $0.double(.nan)
                    }
                }
            ),
            (
                "row 1: a row is not one whole object",
                {
                    $0.key("a"); $0.string("")
                }
            ),
        ]
        for (expected, steps) in cases {
            let path = folder.path + "/rows.parquet"
            let writer = try ParquetRowWriter(
                path: path,
                schema: [RecordField("a", .string), RecordField("l", .list(.record([RecordField("x", .double)])))]
            )
            writer.beginObject()
            steps(writer)
            if !expected.contains("whole object") { writer.endObject() }
            #expect(throws: DatasetError(file: path, message: expected)) { try writer.endRow() }
        }
        #expect(folder.names.isEmpty)
    }

    @Test func `a file with a faulty or half a row is not finished`() throws {
        let path = folder.path + "/rows.parquet"
        let writer = try ParquetRowWriter(path: path, schema: [RecordField("a", .string)])
        writer.beginObject()
        #expect(throws: DatasetError(file: path, message: "row 1 was not ended")) { try writer.finish() }
        writer.key("b")
        #expect(throws: DatasetError.self) { try writer.endRow() }
        #expect(throws: DatasetError.self) { try writer.finish() }
    }

    private static func whole(_ writer: ParquetRowWriter) {
        writer.key("a")
        writer.string("")
        writer.key("l")
        writer.beginArray()
        writer.endArray()
    }

    private static func element(_ writer: ParquetRowWriter, _ body: (ParquetRowWriter) -> Void) {
        writer.key("a")
        writer.string("")
        writer.key("l")
        writer.beginArray()
        writer.beginObject()
        body(writer)
        writer.endObject()
        writer.endArray()
    }

    @Test(
        arguments: [
            ([], "there is no column to write"),
            ([RecordField("a", .record([]))], "the record `a` has no fields: Parquet cannot hold it"),
            ([RecordField("a", .string), RecordField("a", .integer)], "the column `a` is declared twice"),
        ] as [([RecordField], String)]
    )
    func `a schema Parquet cannot hold is refused`(columns: [RecordField], expected: String) {
        let path = folder.path + "/rows.parquet"
        #expect(throws: DatasetError(file: path, message: expected)) { try ParquetRowWriter(path: path, schema: columns) }
    }
}
