import Glibc
import Platform
import Testing

@Suite struct AtomicFileTests {
    /// A folder of its own, removed afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/selfplay-atomic-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { for name in names(in: folder) { unlink(folder + "/" + name) }; rmdir(folder) }
        try body(folder)
    }

    private func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private func content(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4 << 20)
        return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
    }

    @Test func `nothing stands under the name before the commit, everything after`() throws {
        try withFolder { folder in
            let file = try AtomicFile(path: folder + "/train.jsonl")
            try file.write(Array("abc".utf8))
            #expect(names(in: folder) == [".train.jsonl.partial"])
            let receipt = try file.commit()
            #expect(names(in: folder) == ["train.jsonl"])
            #expect(content(folder + "/train.jsonl") == Array("abc".utf8))
            #expect(receipt.bytes == 3)
            // FIPS 180-2, appendix B.1.
            #expect(receipt.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        }
    }

    @Test func `an old file stays whole until it is replaced, and stays when the writer is dropped`() throws {
        try withFolder { folder in
            let path = folder + "/a"
            let first = try AtomicFile(path: path)
            try first.write([1])
            _ = try first.commit()
            do {
                let second = try AtomicFile(path: path)
                try second.write([UInt8](repeating: 2, count: 1 << 20))
                #expect(content(path) == [1])
            }
            #expect(content(path) == [1])
            #expect(names(in: folder) == ["a"])
        }
    }

    @Test func `many small writes and one large one give the same file`() throws {
        try withFolder { folder in
            let bytes: [UInt8] = (0..<700_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let small = try AtomicFile(path: folder + "/small")
            for start in stride(from: 0, to: bytes.count, by: 1000) {
                try small.write(Array(bytes[start..<min(start + 1000, bytes.count)]))
            }
            let large = try AtomicFile(path: folder + "/large")
            try large.write(bytes)
            #expect(try small.commit() == large.commit())
            #expect(content(folder + "/small") == bytes)
            #expect(content(folder + "/large") == bytes)
        }
    }

    @Test func `what a crashed writer left is overwritten`() throws {
        try withFolder { folder in
            let left = try #require(fopen(folder + "/.a.partial", "w"))
            fputs("a long rest of a crashed writer", left)
            fclose(left)
            let file = try AtomicFile(path: folder + "/a")
            try file.write([7])
            _ = try file.commit()
            #expect(content(folder + "/a") == [7])
            #expect(names(in: folder) == ["a"])
        }
    }

    @Test func `a second writer of the same path is refused`() throws {
        try withFolder { folder in
            let first = try AtomicFile(path: folder + "/a")
            try first.write([1])
            do {
                _ = try AtomicFile(path: folder + "/a")
                Issue.record("two writers share a file")
            } catch {
                #expect("\(error)" == "\(folder)/a cannot be written: another writer is at work on it")
            }
            _ = try first.commit()
            #expect(content(folder + "/a") == [1])
        }
    }

    @Test func `a complete file takes no more bytes`() throws {
        try withFolder { folder in
            let file = try AtomicFile(path: folder + "/a")
            _ = try file.commit()
            #expect(content(folder + "/a") == [])
            #expect(throws: AtomicFile.Failure.self) { try file.commit() }
        }
    }

    @Test func `a folder that is not there is named`() {
        do {
            _ = try AtomicFile(path: "/nonexistent/folder/a")
            Issue.record("a file without a folder was opened")
        } catch {
            #expect(error.description == "/nonexistent/folder/a cannot be written: No such file or directory")
        }
    }
}
