import Glibc

/// What pyarrow writes in a second.
struct Yardstick {
    /// `ParquetWriter.write_table` of tables that are ready.
    let tables: Double
    /// With `Table.from_pylist` before it.
    let lists: Double

    init(python: String, script: String, file: String) throws {
        guard let pipe = popen("'\(python)' '\(script)' '\(file)'", "r") else { throw Failure("cannot start \(python)") }
        var line = [CChar](repeating: 0, count: 256)
        let said = fgets(&line, 256, pipe) != nil
        guard pclose(pipe) == 0, said else { throw Failure("\(python) could not measure pyarrow") }
        let bytes: [UInt8] = line.prefix { $0 > 32 || $0 == 32 }.map { UInt8(bitPattern: $0) }
        let numbers = String(decoding: bytes, as: UTF8.self).split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 2 else { throw Failure("the yardstick did not say two numbers") }
        tables = numbers[0]
        lists = numbers[1]
    }
}
