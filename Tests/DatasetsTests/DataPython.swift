import Glibc

/// A second opinion on Parquet from pyarrow, DuckDB and `datasets`, where `SELFPLAY_DATA_PYTHON` names an interpreter that has them.
enum DataPython {
    static let path: String? = getenv("SELFPLAY_DATA_PYTHON").map { String(cString: $0) }

    static var isThere: Bool { path != nil }

    /// Whether `SELFPLAY_LONG_DATA` asks for the tests that take minutes.
    static var isLong: Bool { getenv("SELFPLAY_LONG_DATA") != nil }

    /// What `script` prints, standard error included, and whether it ended well.
    static func run(_ script: String, _ arguments: [String], in folder: Folder) throws -> (output: String, isGood: Bool) {
        let file = try folder.file("script.py", script)
        let quoted: String = arguments.map { "'\($0)'" }.joined(separator: " ")
        guard let path, let pipe = popen("HF_DATASETS_OFFLINE=1 HF_HUB_OFFLINE=1 '\(path)' '\(file)' \(quoted) 2>&1", "r") else {
            return ("", false)
        }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, pipe)
            guard count > 0 else { break }
            output.append(contentsOf: chunk[..<count])
        }
        return (String(decoding: output, as: UTF8.self), pclose(pipe) == 0)
    }
}
