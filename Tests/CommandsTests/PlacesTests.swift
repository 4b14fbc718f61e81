import Glibc
import TestSupport
import Testing

@testable import Commands

@Suite("Runs by path and by name")
struct PlacesTests {
    @Test("a path that exists is itself; a name that does not is looked for under runs/")
    func names() throws {
        let folder = try ScratchFolder()
        for name in ["here", "runs", "runs/named", "runs/here"] { #expect(mkdir(folder.path + "/" + name, 0o755) == 0) }
        #expect(Places.run("here", from: folder.path) == folder.path + "/here")
        #expect(Places.run("named", from: folder.path) == folder.path + "/runs/named")
        #expect(Places.run("runs/named", from: folder.path) == folder.path + "/runs/named")
        #expect(Places.run("nowhere", from: folder.path) == folder.path + "/nowhere")
        #expect(Places.run(folder.path + "/here", from: "/") == folder.path + "/here")
    }

    @Test("relative paths hang on the folder given, the root included")
    func absolute() {
        #expect(Places.absolute("a/b", from: "/c") == "/c/a/b")
        #expect(Places.absolute("a", from: "/") == "/a")
        #expect(Places.absolute("/a", from: "/c") == "/a")
    }
}
