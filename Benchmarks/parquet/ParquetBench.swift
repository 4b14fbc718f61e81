import Datasets
import Glibc

/// Writes preference rows with selfplay's Parquet writer and reads them, then writes the same rows with pyarrow's, in the same run.
///
///     parquet-bench PYTHON [ROWS]
///
/// PYTHON is an interpreter with pyarrow. Exits with 1 where a committed threshold is missed, with 2 where nothing could be measured.
@main
enum ParquetBench {
    static func main() {
        do {
            exit(try isWithinThresholds(CommandLine.arguments) ? 0 : 1)
        } catch {
            print("parquet-bench: \(error)")
            exit(2)
        }
    }

    private static func isWithinThresholds(_ arguments: [String]) throws -> Bool {
        guard arguments.count > 1 else { throw Failure("usage: parquet-bench PYTHON [ROWS]") }
        let folder = String(#filePath.dropLast("/ParquetBench.swift".count))
        let thresholds = try Thresholds(path: folder + "/thresholds/parquet")
        let rows = arguments.count > 2 ? Int(arguments[2]) ?? 1_000_000 : 1_000_000
        let path = "/tmp/selfplay-parquet-bench-\(getpid()).parquet"
        defer { unlink(path) }
        let ours = try write(rows, to: path)
        print("selfplay: \(ours.summary)")
        print("selfplay reads it: \(Int(try read(path))) rows/s, peak \(Int(Measurement.peakMegabytes)) MB")
        let yardstick = try Yardstick(python: arguments[1], script: folder + "/yardstick.py", file: path)
        print("pyarrow, ready tables: \(Int(yardstick.tables)) rows/s; tables made of Python rows first: \(Int(yardstick.lists)) rows/s")
        let ratio = ours.rowsPerSecond / yardstick.tables
        print("ratio to ready tables \(ratio), to Python rows \(ours.rowsPerSecond / yardstick.lists)")
        print("thresholds: ratio at least \(thresholds.ratio), peak at most \(thresholds.peakMegabytes) MB")
        return ratio >= thresholds.ratio && ours.peakMegabytes <= thresholds.peakMegabytes
    }

    /// Rows a second, each as JSON.
    private static func read(_ path: String) throws -> Double {
        let start = Measurement.clock
        var rows = 0
        try ParquetReader(path: path).forEach { _, _ in rows += 1 }
        return Double(rows) / (Measurement.clock - start)
    }

    /// Only the writing is timed, not the making of texts.
    private static func write(_ count: Int, to path: String) throws -> Measurement {
        var workload = Workload()
        var writer = try ParquetRowWriter(path: path, schema: Workload.columns)
        var seconds = 0.0
        var written = 0
        while written < count {
            let rows = (0..<min(1000, count - written)).map { _ in workload.next() }
            let start = Measurement.clock
            for row in rows {
                try row.write(to: &writer)
                try writer.endRow()
            }
            seconds += Measurement.clock - start
            written += rows.count
        }
        let start = Measurement.clock
        let receipt = try writer.finish()
        seconds += Measurement.clock - start
        return Measurement(rows: count, bytes: receipt.bytes, seconds: seconds)
    }
}
