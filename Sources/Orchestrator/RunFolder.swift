import Glibc
import Platform

/// Where things lie in a run's folder.
package struct RunFolder: Sendable, Hashable {
    /// Absolute, without a trailing slash.
    package let path: String
    /// The ledger's place where it is not in the folder.
    package let ledgerOverride: String?

    package init(path: String, ledger: String? = nil) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        ledgerOverride = ledger
    }

    package var ledger: String { ledgerOverride ?? ledgerCopy }
    /// The place of the ledger, or of its copy, inside the folder.
    package var ledgerCopy: String { path + "/run.sqlite" }
    package var configuration: String { path + "/config.yaml" }
    package var lock: String { path + "/run.lock" }
    package var log: String { path + "/run.log" }
    package var inbox: String { path + "/inbox" }
    package var models: String { path + "/models" }

    /// A path inside the folder as an absolute one; absolute ones stay.
    package func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : self.path + "/" + path
    }

    /// Recorded weights: those made in the folder are recorded relative to it, others by their absolute path or their name.
    package func weights(_ recorded: String) -> String {
        recorded.hasPrefix("models/") ? absolute(recorded) : recorded
    }

    /// The folder of a round, relative.
    package static func round(_ round: Int) -> String {
        let digits = String(round)
        return "rounds/" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// The manifest of a round, relative.
    package static func manifest(_ round: Int) -> String { Self.round(round) + "/manifest.json" }

    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The folders that `create` would make, outermost first.
    static func missing(_ path: String) -> [String] {
        var missing: [String] = []
        var folder = path[...]
        while !folder.isEmpty, !exists(String(folder)), let slash = folder.lastIndex(of: "/") {
            missing.append(String(folder))
            folder = folder[..<slash]
        }
        return missing.reversed()
    }

    /// Removes folders that are empty; innermost last.
    static func remove(_ folders: [String]) {
        for folder in folders.reversed() { rmdir(folder) }
    }

    /// Creates a folder and those above it.
    package static func create(_ path: String) throws(RunError) {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            made += made.isEmpty && part.isEmpty ? "/" : (made.hasSuffix("/") || made.isEmpty ? String(part) : "/" + part)
            guard !made.isEmpty, !exists(made) else { continue }
            if mkdir(made, 0o755) != 0, errno != EEXIST {
                throw RunError(.input, "the folder \(path) cannot be made: \(String(cString: strerror(errno)))")
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw RunError(.input, "\(path) is no folder: a file of this name is in the way")
        }
    }
}
