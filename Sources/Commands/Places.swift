import Glibc
import Orchestrator

/// Paths as people give them.
enum Places {
    /// The working directory.
    static var directory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// `path` as an absolute one.
    static func absolute(_ path: String, from directory: String = Places.directory) -> String {
        path.hasPrefix("/") ? path : (directory == "/" ? "/" : directory + "/") + path
    }

    /// The folder of a run given by path, or by name under `runs/`.
    static func run(_ text: String, from directory: String = Places.directory) -> String {
        let path = absolute(text, from: directory)
        if RunFolder.exists(path) { return path }
        let named = absolute("runs/" + text, from: directory)
        return RunFolder.exists(named) && !text.contains("/") ? named : path
    }
}
