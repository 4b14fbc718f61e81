"""Prints how many rows a second pyarrow writes of the rows in a Parquet file: of ready tables, and of tables made of Python rows first."""
import os
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.parquet as pq

source = pq.ParquetFile(sys.argv[1])
schema = source.schema_arrow


def measure(chunks, make):
    """Rows per second of making a table of each chunk and writing it; the reading of the chunks is not timed."""
    seconds, rows = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "yardstick.parquet")
        start = time.perf_counter()
        writer = pq.ParquetWriter(path, schema, compression="zstd")
        seconds += time.perf_counter() - start
        for chunk in chunks:
            start = time.perf_counter()
            table = make(chunk)
            writer.write_table(table)
            seconds += time.perf_counter() - start
            rows += table.num_rows
        start = time.perf_counter()
        writer.close()
        file = os.open(path, os.O_RDONLY)
        os.fsync(file)
        os.close(file)
        seconds += time.perf_counter() - start
    return rows / seconds


groups = range(source.num_row_groups)
tables = measure((source.read_row_group(group) for group in groups), lambda table: table)
few = range(min(2, source.num_row_groups))
lists = measure((source.read_row_group(group).to_pylist() for group in few), lambda rows: pa.Table.from_pylist(rows, schema=schema))
print(tables, lists)
