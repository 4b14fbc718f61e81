import Foundation

/// Every file under a run's `rounds/`, hidden ones included, and every model that counts, by path.
struct TrainingSets {
    private var files: [String: Data] = [:]

    init(of folder: String) throws {
        try add(folder + "/rounds", as: "")
        let models = folder + "/models"
        // Failed attempts stand beside them.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: models)) ?? [] where !name.contains(".") {
            try add("\(models)/\(name)/model", as: "\(name.dropFirst("round-".count))/model/")
        }
    }

    private mutating func add(_ root: String, as prefix: String) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
            files[prefix + path] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + path))
        }
    }

    var paths: [String] { files.keys.sorted() }

    /// Without manifests: they name the configuration, which holds more than what decides over the sets.
    var withoutManifests: TrainingSets {
        var copy = self
        copy.files = files.filter { !$0.key.hasSuffix("manifest.json") }
        return copy
    }

    func only(round: String) -> TrainingSets {
        var copy = self
        copy.files = files.filter { $0.key.hasPrefix(round + "/") }
        return copy
    }

    func rows(_ path: String) -> Int { files[path]?.count { $0 == UInt8(ascii: "\n") } ?? 0 }

    /// One line for each file that only one of the two has or that differs in a byte.
    func differences(from other: TrainingSets) -> [String] {
        Set(files.keys).union(other.files.keys).sorted().compactMap { path in
            guard let mine = files[path] else { return "\(path) is missing" }
            guard let theirs = other.files[path] else { return "\(path) should not be there" }
            return mine == theirs ? nil : "\(path) has other bytes"
        }
    }
}
