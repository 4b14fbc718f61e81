import Foundation
import Platform
import Testing

@Suite struct FileTreeTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/selfplay-tree-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/a/b", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func emptyFoldersAndFilesHoldNoBytes() throws {
        try withFolder { folder in
            #expect(!FileTree.holdsBytes(folder + "/missing") && !FileTree.holdsBytes(folder))
            _ = FileManager.default.createFile(atPath: folder + "/a/b/c", contents: Data())
            #expect(!FileTree.holdsBytes(folder))
            _ = FileManager.default.createFile(atPath: folder + "/a/b/d", contents: Data([1]))
            #expect(FileTree.holdsBytes(folder) && FileTree.holdsBytes(folder + "/a/b/d"))
            try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder + "/a")
            #expect(FileTree.holdsBytes(folder + "/link"))
            // Round and round.
            try FileManager.default.removeItem(atPath: folder + "/a/b/d")
            try FileManager.default.createSymbolicLink(atPath: folder + "/a/up", withDestinationPath: folder)
            #expect(!FileTree.holdsBytes(folder))
        }
    }

    @Test func removingDoesNotFollowLinks() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/model/deep", withIntermediateDirectories: true)
            _ = FileManager.default.createFile(atPath: folder + "/model/deep/w", contents: Data([1]))
            _ = FileManager.default.createFile(atPath: folder + "/a/precious", contents: Data([1]))
            try FileManager.default.createSymbolicLink(atPath: folder + "/model/base", withDestinationPath: folder + "/a")
            FileTree.remove(folder + "/model")
            #expect(!FileManager.default.fileExists(atPath: folder + "/model"))
            #expect(FileManager.default.fileExists(atPath: folder + "/a/precious"))
        }
    }
}
