import Glibc
import Platform

/// The files a data set's path stands for: itself; those a pattern with `*` names; or the shards of a folder, as the Hugging Face hub lays
/// them out (`data/train-00000-of-00002.parquet`). In the order of their names.
enum DatasetFiles {
    /// Kinds in the order they are looked for; a folder's other files are not read.
    private static let kinds = ["parquet", "jsonl", "ndjson", "json"]

    /// `split` picks the files of a folder whose names begin with it; without one `train` is picked where there is one.
    static func at(_ path: String, split: String? = nil) throws(DatasetError) -> [String] {
        let (folder, name) = parts(path)
        if name.contains("*") {
            let names = list(folder).filter { matches(Array(name.utf8)[...], Array($0.utf8)[...]) }
            guard !names.isEmpty else { throw DatasetError(file: path, message: "no file has such a name") }
            return names.map { folder + "/" + $0 }
        }
        guard isFolder(path) else {
            guard split == nil else {
                throw DatasetError(
                    file: path,
                    message: "a split is picked among the files of a folder, but this is one file: leave `split` out"
                )
            }
            return [path]
        }
        return try shards(path, split)
    }

    private static func shards(_ path: String, _ split: String?) throws(DatasetError) -> [String] {
        let trimmed: String = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        for folder in [trimmed + "/data", trimmed] where isFolder(folder) {
            let names = list(folder)
            for kind in kinds {
                let files = names.filter { $0.lowercased().hasSuffix("." + kind) }
                if files.isEmpty { continue }
                let picked = files.filter { begins($0, with: split ?? "train") }
                if split != nil || !picked.isEmpty {
                    guard !picked.isEmpty else {
                        throw DatasetError(
                            file: path,
                            message: "no .\(kind) file of the folder begins with the split \(quoted(split ?? ""))"
                        )
                    }
                    return picked.map { folder + "/" + $0 }
                }
                return files.map { folder + "/" + $0 }
            }
        }
        throw DatasetError(file: path, message: "the folder holds no data: no file ends in .parquet, .jsonl, .ndjson or .json")
    }

    /// `train-00000-of-00001.parquet` and `train.jsonl` begin with `train`, `training.jsonl` does not.
    private static func begins(_ name: String, with split: String) -> Bool {
        guard name.hasPrefix(split), let next = name.dropFirst(split.count).first else { return false }
        return next == "-" || next == "." || next == "_"
    }

    private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        if first != UInt8(ascii: "*") { return name.first == first && matches(pattern.dropFirst(), name.dropFirst()) }
        let rest = pattern.dropFirst()
        return (name.startIndex...name.endIndex).contains { matches(rest, name[$0...]) }
    }

    private static func parts(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a folder, hidden ones left out, sorted by their bytes.
    private static func list(_ folder: String) -> [String] {
        let names = FolderListing.names(in: folder).filter { !$0.hasPrefix(".") }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }
}
