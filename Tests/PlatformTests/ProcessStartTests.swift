import Foundation
import Glibc
import Platform
import Testing

/// What a started process inherits, and why one cannot be started.
@Suite struct ProcessStartTests {
    private let null = open("/dev/null", O_RDWR | O_CLOEXEC)

    private func output(of script: String, environment: [String: String] = [:], kept: Int32? = nil) throws -> [String] {
        let file = try ScratchFile()
        let process = try ProcessStart(
            arguments: ["/bin/sh", "-c", script],
            environment: environment,
            input: null,
            output: file.descriptor,
            errors: file.descriptor,
            kept: kept
        ).start()
        #expect(ProcessEnd.reap(process) == .exited(0))
        let bytes = FileSlice.read(file.descriptor, from: 0, count: FileSlice.size(of: file.descriptor))
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func failure(_ arguments: [String], directory: String? = nil) -> String? {
        do {
            let process = try ProcessStart(arguments: arguments, directory: directory, input: null, output: null, errors: null).start()
            _ = ProcessEnd.reap(process)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func onlyTheNamedDescriptorsAreOpen() throws {
        // One that is not closed by exec, far up.
        let leaky = dup2(null, 200)
        defer { close(leaky) }
        #expect(try output(of: "ls /proc/$$/fd") == ["0", "1", "2"])
        #expect(try output(of: "ls /proc/$$/fd", kept: null) == ["0", "1", "2", "3"])
    }

    @Test func itLeadsASessionAndHandlesSignalsAsAFreshProcess() throws {
        signal(SIGPIPE, SIG_IGN)
        let status = try output(of: "grep -E '^Sig(Blk|Ign):' /proc/self/status | tr -d ' \t'; echo $$; ps -o sid= -o pgid= -p $$")
        #expect(status[0] == "SigBlk:0000000000000000")
        // Bits of signals 32 and 33, which the C library keeps to itself.
        let ignored = try #require(UInt64(status[1].dropFirst("SigIgn:".count), radix: 16))
        #expect(ignored & ~0x1_8000_0000 == 0)
        #expect(status[3].split(separator: " ").map(String.init) == [status[2], status[2]])
    }

    @Test func variablesAreAddedToTheInheritedOnes() throws {
        #expect(
            try output(of: "echo $HOME; echo $PROBE", environment: ["PROBE": "a b"]) == [
                ProcessInfo.processInfo.environment["HOME"] ?? "", "a b",
            ]
        )
        #expect(try output(of: "echo $HOME", environment: ["HOME": "elsewhere"]) == ["elsewhere"])
    }

    @Test func eachReasonHasItsSentence() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/selfplay-start-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func script(_ name: String, _ text: String, _ mode: Int) -> String {
            _ = FileManager.default.createFile(
                atPath: folder + "/" + name,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: mode]
            )
            return folder + "/" + name
        }
        #expect(failure([]) == "the command is empty: name a program")
        #expect(failure(["no-such-program"]) == "no folder of PATH has a program no-such-program: install it, or give its path")
        #expect(failure(["./no"], directory: folder) == "there is no program \(folder)/./no")
        #expect(failure([folder]) == "\(folder) is a folder, not a program")
        let locked = script("locked", "#!/bin/sh\n", 0o644)
        #expect(failure([locked]) == "\(locked) is not executable: chmod +x, or name its interpreter first")
        let orphan = script("orphan", "#!/no/such/interpreter\n", 0o755)
        #expect(failure([orphan]) == "\(orphan) is a script whose interpreter, named in its first line, does not exist")
        let plain = script("plain", "echo hello\n", 0o755)
        #expect(failure([plain]) == "\(plain) is neither a program nor a script whose first line names its interpreter (#!)")
        #expect(
            failure(["/bin/true"], directory: "/no/such") == "the working directory /no/such cannot be entered: No such file or directory"
        )
        let long = String(repeating: "x", count: 3 << 20)
        #expect(failure(["/bin/true", long]) == "/bin/true cannot be started: Argument list too long")
        #expect(failure(["true"]) == nil)
        #expect(failure([script("fine", "#!/bin/sh\n", 0o755)]) == nil)
    }
}
