"""Makes the Parquet files beside it, with pyarrow 26, DuckDB 2 and datasets 5: `python make.py`, in this folder.

`rows.jsonl` holds the rows that all files named `rows-*` hold; the files named `refused-*` are what selfplay does not read.
"""
import decimal
import json

import datasets
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

message = pa.struct([("role", pa.string()), ("content", pa.string())])
schema = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.string()),
        pa.field("large", pa.large_string()),
        pa.field("category", pa.string()),
        pa.field("i32", pa.int32()),
        pa.field("i64", pa.int64()),
        pa.field("f32", pa.float32()),
        pa.field("f64", pa.float64()),
        pa.field("flag", pa.bool_()),
        pa.field("always", pa.bool_(), nullable=False),
        pa.field("nothing", pa.string()),
        pa.field("messages", pa.list_(message)),
        pa.field("nested", pa.list_(pa.list_(pa.int64()))),
        pa.field("record", pa.struct([("scores", pa.list_(pa.float64())), ("inner", pa.struct([("x", pa.int64())]))])),
    ]
)


def row(n):
    return {
        "id": f"row {n}",
        "text": None if n % 3 == 1 else "" if n == 2 else f"é 😀 {n} \"q\"\n" * (n % 4),
        "large": None if n % 5 == 0 else f"prefix shared by all {n // 7} and {n}",
        "category": ["red", "green", None, "blue"][n % 4],
        "i32": None if n % 7 == 0 else (-1) ** n * n * 1000,
        "i64": [None, 2**63 - 1, -(2**63), 0][n] if n < 4 else n * n * 12345678901,
        "f32": None if n % 6 == 5 else n / 8,
        "f64": None if n % 4 == 3 else n / 3 - 1e-300,
        "flag": [True, None, False][n % 3],
        "always": n % 10 < 7,
        "nothing": None,
        "messages": None if n % 6 == 4 else [{"role": ["user", "assistant"][t % 2], "content": None if (n + t) % 9 == 8 else f"turn {t}"} for t in range(n % 4)],
        "nested": None if n % 8 == 7 else [None if (n + o) % 5 == 4 else [None if i == 1 else i for i in range((n + o) % 3)] for o in range(n % 3)],
        "record": None if n % 5 == 2 else {"scores": None if n % 5 == 3 else [n / 2] * (n % 3), "inner": None if n % 2 else {"x": None if n % 4 else n}},
    }


rows = [row(n) for n in range(60)]
with open("rows.jsonl", "w", encoding="utf8") as file:
    for entry in rows:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
table = pa.Table.from_pylist(rows, schema=schema)


def write(name, of=table, **options):
    defaults = {"write_statistics": False, "store_schema": False, "compression": "none"}
    pq.write_table(of, f"{name}.parquet", **(defaults | options))


for codec in ["none", "snappy", "gzip", "zstd"]:
    for version in ["1.0", "2.0"]:
        write(f"rows-{codec}-v{version[0]}", compression=codec, data_page_version=version)
write("rows-plain", use_dictionary=False)
write("rows-statistics", write_statistics=True, store_schema=True, write_page_index=True, write_page_checksum=True)
write("rows-small-pages", row_group_size=25, data_page_size=40, write_batch_size=4, dictionary_pagesize_limit=60, compression="snappy")
write("rows-items", use_compliant_nested_type=False)
delta = {"i32": "DELTA_BINARY_PACKED", "i64": "DELTA_BINARY_PACKED", "id": "DELTA_BYTE_ARRAY", "large": "DELTA_BYTE_ARRAY", "text": "DELTA_LENGTH_BYTE_ARRAY", "flag": "RLE", "always": "RLE"}
write("rows-delta", use_dictionary=False, column_encoding=delta, data_page_version="2.0", row_group_size=41)
write("rows-split", use_dictionary=False, use_byte_stream_split=["i32", "i64", "f32", "f64"])
categories = table.set_column(3, "category", table["category"].dictionary_encode())
write("rows-categories", of=categories, store_schema=True)
datasets.Dataset.from_list(rows).to_parquet("rows-datasets.parquet")
everything = table
duckdb.sql("copy everything to 'rows-duckdb.parquet' (format parquet, compression snappy)")
duckdb.sql("copy everything to 'rows-duckdb-zstd.parquet' (format parquet, compression zstd, parquet_version v2, row_group_size 2048)")

# Lists whose elements cannot be null have the levels of the older ways to write lists.
lists = pa.schema([pa.field("l", pa.list_(pa.field("element", pa.int64(), nullable=False)))])
write("lists-optional", of=pa.Table.from_pylist([{"l": [1, 2]}, {"l": []}, {"l": None}, {"l": [3]}], schema=lists))
lists = pa.schema([pa.field("l", pa.list_(pa.field("element", pa.int64(), nullable=False)), nullable=False)])
write("lists-required", of=pa.Table.from_pylist([{"l": [1, 2]}, {"l": []}, {"l": [3]}], schema=lists))
other = pa.table(
    {
        "u32": pa.array([2**32 - 1, 0], pa.uint32()),
        "u64": pa.array([2**64 - 1, 1], pa.uint64()),
        "i8": pa.array([-128, 127], pa.int8()),
        "map": pa.array([[("a", 1), ("b", None)], []], pa.map_(pa.string(), pa.int64())),
        "binary": pa.array([b"abc", None], pa.binary()),
        "date": pa.array([1, 2], pa.date32()),
    }
)
write("others", of=other)

one = pa.table({"text": ["a", "b"]})
write("refused-brotli", of=one, compression="brotli")
write("refused-lz4", of=one, compression="lz4")
write("refused-decimal", of=pa.table({"x": pa.array([decimal.Decimal("1.5")])}))
write("refused-fixed", of=pa.table({"x": pa.array([b"ab"], pa.binary(2))}))
write("refused-nan", of=pa.table({"x": [0.5, float("nan")]}))
write("refused-binary", of=pa.table({"x": pa.array([b"ok", b"\xff\xfe"], pa.binary())}))
