import Glibc

/// What writers do with folders, with sentences for what goes wrong.
enum FolderSteps {
    /// Makes the folder; false where it is there already.
    static func make(_ path: String) throws(DatasetError) -> Bool {
        if mkdir(path, 0o777) == 0 { return true }
        guard errno == EEXIST else { throw fault(path, "cannot be made") }
        return false
    }

    static func rename(_ name: String, to newName: String, in folder: String) throws(DatasetError) {
        guard Glibc.rename(folder + "/" + name, folder + "/" + newName) == 0 else {
            throw fault(folder + "/" + newName, "cannot be written")
        }
    }

    /// Without this renames may be lost in a power failure.
    static func sync(_ folder: String) throws(DatasetError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(folder, "cannot be opened") }
        defer { close(descriptor) }
        // Some file systems cannot sync a folder and say EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw fault(folder, "cannot be synced") }
    }

    private static func fault(_ path: String, _ what: String) -> DatasetError {
        DatasetError(file: path, message: what + ": " + String(cString: strerror(errno)))
    }
}
