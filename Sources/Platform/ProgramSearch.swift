import Glibc

/// Finds the file that a command's first word means, as a shell does.
enum ProgramSearch {
    /// An absolute path of an executable file.
    ///
    /// - Parameters:
    ///   - path: The folders to look in, `:` between them; nil: the system's.
    ///   - directory: Where the command will be started: relative paths count from there.
    static func find(_ name: String, path: String?, directory: String?) throws(ProcessStartFailure) -> String {
        guard !name.isEmpty else { throw .noArguments }
        if name.contains("/") {
            let file = absolute(name, directory)
            switch kind(of: file) {
            case .executable: return file
            case .notExecutable: throw .notExecutable(file)
            case .folder: throw .isFolder(file)
            case .missing: throw .notFound(file)
            }
        }
        var locked: String?
        for folder in (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":") {
            let file = absolute(folder + "/" + name, directory)
            switch kind(of: file) {
            case .executable: return file
            case .notExecutable: locked = locked ?? file
            case .folder, .missing: continue
            }
        }
        if let locked { throw .notExecutable(locked) }
        throw .notInPath(name)
    }

    private enum Kind { case executable, notExecutable, folder, missing }

    private static func kind(of file: String) -> Kind {
        var status = stat()
        guard stat(file, &status) == 0 else { return .missing }
        if status.st_mode & S_IFMT == S_IFDIR { return .folder }
        return access(file, X_OK) == 0 ? .executable : .notExecutable
    }

    private static func absolute(_ path: String, _ directory: String?) -> String {
        if path.hasPrefix("/") { return path }
        let base = directory ?? "."
        if base.hasPrefix("/") { return base + "/" + path }
        guard let here = getcwd(nil, 0) else { return path }
        defer { free(here) }
        return String(cString: here) + (base == "." ? "" : "/" + base) + "/" + path
    }
}
