import FoundationEssentials
import Glibc

/// A second opinion from Python, where it is installed with what a test needs.
enum Python {
    static func has(_ modules: String...) -> Bool {
        run("import " + modules.joined(separator: ", ")) != nil
    }

    /// Runs `script` with `input` as the file named by its first argument; nil when it fails.
    static func run(_ script: String, input: String = "") -> String? {
        var template = Array("/tmp/selfplay-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (program, data) = (folder + "/program.py", folder + "/input.json")
        guard (try? Data(script.utf8).write(to: URL(filePath: program))) != nil,
            (try? Data(input.utf8).write(to: URL(filePath: data))) != nil,
            let pipe = popen("python3 \(program) \(data) 2>/dev/null", "r")
        else { return nil }
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
