import CPlatform
import Glibc

/// Folders with everything below them.
package enum FileTree {
    /// Whether the path is a file that holds bytes, or a folder with such a file at any depth.
    ///
    /// The path itself and files may be symbolic links; links to folders further down are not followed, for they may lead round in circles.
    package static func holdsBytes(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        guard status.st_mode & S_IFMT == S_IFDIR else { return status.st_size > 0 }
        return FolderListing.names(in: path).map { path + "/" + $0 }.contains { !isLinkToFolder($0) && holdsBytes($0) }
    }

    private static func isLinkToFolder(_ path: String) -> Bool {
        var link = stat()
        var target = stat()
        guard lstat(path, &link) == 0, stat(path, &target) == 0 else { return false }
        return link.st_mode & S_IFMT == S_IFLNK && target.st_mode & S_IFMT == S_IFDIR
    }

    /// Removes a file or a folder with everything below it; links are removed, never followed. What cannot be removed stays.
    package static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        for name in FolderListing.names(in: path) { remove(path + "/" + name) }
        rmdir(path)
    }

    /// Makes the names in a folder survive a power failure. False where the folder cannot be opened or written.
    @discardableResult
    package static func syncFolder(_ path: String) -> Bool {
        withFolder(path) { fsync($0) == 0 || errno == EINVAL }
    }

    /// Writes everything of the file system that holds the folder to disk: for files that others wrote and may not have synced.
    @discardableResult
    package static func syncFileSystem(of path: String) -> Bool {
        withFolder(path) { platform_sync_file_system($0) == 0 }
    }

    private static func withFolder(_ path: String, _ body: (Int32) -> Bool) -> Bool {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return false }
        defer { close(folder) }
        return body(folder)
    }
}
