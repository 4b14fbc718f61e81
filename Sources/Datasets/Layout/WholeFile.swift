import Platform

/// Small files of a training set.
enum WholeFile {
    static func write(_ name: String, _ role: TrainingSetFile.Role, _ text: String, in folder: String) throws -> TrainingSetFile {
        let file = try AtomicFile(path: folder + "/" + name)
        try file.write(Array(text.utf8))
        let receipt = try file.commit()
        return TrainingSetFile(name: name, role: role, rows: 0, bytes: receipt.bytes, sha256: receipt.sha256)
    }
}
