import Glibc

extension Configuration {
    /// Reads and checks the configuration file at `path`; relative paths in it are relative to its folder.
    package static func load(file path: String, overrides: [String] = []) throws(ConfigurationError) -> Configuration {
        let text = try contents(of: path)
        return try Configuration(yaml: text, file: path, folder: folder(of: path), overrides: overrides)
    }

    private static func contents(of path: String) throws(ConfigurationError) -> String {
        guard let file = fopen(path, "r") else { throw unreadable(path, reason: String(cString: strerror(errno))) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= 16 << 20 else { throw unreadable(path, reason: "it is larger than 16 MiB") }
        }
        guard ferror(file) == 0 else { throw unreadable(path, reason: String(cString: strerror(errno))) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw unreadable(path, reason: "it is not UTF-8 text") }
        return text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func folder(of path: String) -> String {
        var working = [CChar](repeating: 0, count: 4096)
        let start: String = path.hasPrefix("/") ? "" : (getcwd(&working, working.count).map { String(cString: $0) } ?? ".") + "/"
        let whole = start + path
        guard let slash = whole.lastIndex(of: "/"), slash > whole.startIndex else { return "/" }
        return String(whole[..<slash])
    }

    private static func unreadable(_ path: String, reason: String) -> ConfigurationError {
        let place: SourcePlace = .wholeFile(name: path)
        return ConfigurationError([ConfigurationProblem(place: place, path: "", message: "the configuration cannot be read: \(reason)")])
    }
}
