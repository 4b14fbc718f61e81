import Foundation

/// `sh`, for what only a shell can arrange.
package enum Shell {
    /// Runs `script` in `directory` to its end; stdout and stderr come back as one text.
    package static func run(_ script: String, directory: String) async throws -> (exitCode: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        let log = directory + "/shell.log"
        guard FileManager.default.createFile(atPath: log, contents: nil), let file = FileHandle(forWritingAtPath: log) else {
            throw CocoaError(.fileWriteUnknown)
        }
        process.standardOutput = file
        process.standardError = file
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        try file.close()
        return (process.terminationStatus, try String(contentsOfFile: log, encoding: .utf8))
    }
}
