import Glibc
import Testing

@testable import Settings

@Suite struct LoadingAFileTests {
    private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        var template = Array("/tmp/selfplay-config-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        try body(path)
    }

    @Test func `paths in a file are relative to its folder`() throws {
        try withFile(Array(("\u{FEFF}" + Samples.minimal.replacing("\n", with: "\r\n")).utf8)) { path in
            let configuration = try Configuration.load(file: path, overrides: ["seed=3"])
            #expect(configuration.folder == "/tmp")
            #expect(configuration.prompts?.sources.first?.path.absolute == "/tmp/prompts.jsonl")
            #expect(configuration.seed == 3)
        }
    }

    @Test func `a file that cannot be read says why`() throws {
        #expect(throws: ConfigurationError.self) { try Configuration.load(file: "/nonexistent/config.yaml") }
        do {
            _ = try Configuration.load(file: "/nonexistent/config.yaml")
        } catch {
            #expect(error.description == "/nonexistent/config.yaml: the configuration cannot be read: No such file or directory")
        }
        try withFile([0x72, 0xFF, 0xFE]) { path in
            do {
                _ = try Configuration.load(file: path)
                Issue.record("invalid UTF-8 was read")
            } catch let error as ConfigurationError {
                #expect(error.description == "\(path): the configuration cannot be read: it is not UTF-8 text")
            }
        }
        #expect(throws: ConfigurationError.self) { try Configuration.load(file: "/tmp") }
    }
}
