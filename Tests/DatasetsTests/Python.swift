import Glibc

/// A second opinion from Python, where it is installed with the modules a test needs.
enum Python {
    static func has(_ modules: String...) -> Bool {
        run("import " + modules.joined(separator: ", ")) != nil
    }

    /// Runs `script` with `input` as the file named by its first argument; nil when it fails.
    static func run(_ script: String, input: String = "") -> String? {
        var template = Array("/tmp/selfplay-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return nil }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        guard let file = fdopen(descriptor, "w") else { return nil }
        fputs(script, file)
        fclose(file)
        let inputPath = path + ".input"
        guard let inputFile = fopen(inputPath, "w") else { return nil }
        defer { unlink(inputPath) }
        let bytes = Array(input.utf8)
        fwrite(bytes, 1, bytes.count, inputFile)
        fclose(inputFile)
        guard let pipe = popen("python3 \(path) \(inputPath) 2>/dev/null", "r") else { return nil }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, pipe)
            guard count > 0 else { break }
            output.append(contentsOf: chunk[..<count])
        }
        return pclose(pipe) == 0 ? String(decoding: output, as: UTF8.self) : nil
    }
}
