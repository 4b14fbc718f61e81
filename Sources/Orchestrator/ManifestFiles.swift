import JSONCursor
import Platform

/// The data files of a round's training sets, as its manifest has them. Blocks.
struct ManifestFiles {
    struct File {
        /// In the run's folder.
        let path: String
        let sha256: String
    }

    private var byFolder: [String: [File]] = [:]

    /// None where there is no manifest, or one of somebody else.
    init(_ folder: RunFolder, round: Int) {
        guard let bytes = SmallFile.read(folder.absolute(RunFolder.manifest(round))),
            let manifest = try? JSONValue(parsing: bytes), case .array(let sets)? = manifest["exports"]
        else { return }
        for set in sets {
            guard case .string(let place)? = set["folder"], case .array(let files)? = set["files"] else { continue }
            for file in files where file["rows"] != nil {
                guard case .string(let name)? = file["name"], case .string(let digest)? = file["sha256"] else { continue }
                byFolder[place, default: []].append(File(path: place + "/" + name, sha256: digest))
            }
        }
    }

    /// Whether another set was written into the folder of the file at `path` since.
    func supersede(_ path: String) -> Bool {
        byFolder.contains { place, files in path.hasPrefix(place + "/") && !files.contains { $0.path == path } }
    }

    /// The files of the set one of whose files is at `path`.
    func beside(_ path: String) -> [File] {
        for (place, files) in byFolder where path.hasPrefix(place + "/") { return files.filter { $0.path != path } }
        return []
    }
}
