import Foundation

/// `openssl s_server` with a certificate it signed itself, on a loopback port of its own.
final class SecureServer {
    struct CannotStart: Error {}

    static let isAvailable = FileManager.default.isExecutableFile(atPath: openssl)
    private static let openssl = "/usr/bin/openssl"

    let port: Int
    let certificateFile: String
    private let folder: URL
    private let process: Process

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("secure-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let certificate = folder.appendingPathComponent("certificate.pem").path
        let key = folder.appendingPathComponent("key.pem").path
        certificateFile = certificate
        let making = try Self.start([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout", key, "-out",
            certificate,
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
        ])
        guard await Self.output(of: making, until: nil) != nil else { throw CannotStart() }
        process = try Self.start(["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"])
        guard let line = await Self.output(of: process, until: "ACCEPT 127.0.0.1:"), let port = Int(line) else { throw CannotStart() }
        self.port = port
    }

    deinit {
        process.terminate()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: openssl)
        process.arguments = arguments
        process.standardInput = Pipe()
        process.standardOutput = Pipe()
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// The rest of the first line that starts with `prefix`; without prefix, waits for the output's end.
    private static func output(of process: Process, until prefix: String?) async -> String? {
        guard let pipe = process.standardOutput as? Pipe else { return nil }
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = ""
                while true {
                    let more = pipe.fileHandleForReading.availableData
                    text += String(decoding: more, as: UTF8.self)
                    if let prefix,
                        let line = text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1).first(where: { $0.hasPrefix(prefix) })
                    {
                        return continuation.resume(returning: String(line.dropFirst(prefix.count)))
                    }
                    if more.isEmpty { return continuation.resume(returning: prefix == nil ? text : nil) }
                }
            }
        }
    }
}
