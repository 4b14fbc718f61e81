import Glibc

/// Small files, whole.
package enum TextFile {
    package static func read(_ path: String) throws(Failure) -> String {
        guard let file = fopen(path, "r") else { throw Failure("cannot read \(path)") }
        defer { fclose(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text.append(contentsOf: buffer[..<count])
        }
    }

    package static func write(_ text: String, to path: String) throws(Failure) {
        guard let file = fopen(path, "w"), fputs(text, file) >= 0, fclose(file) == 0 else { throw Failure("cannot write \(path)") }
    }
}
