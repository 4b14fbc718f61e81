import Foundation
import Platform
import TestSupport

/// An inference server on a port of its own on 127.0.0.1, in a session of its own.
final class EngineServer: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let address: String
    private let port: UInt16
    private let arguments: [String]
    private let environment: [String: String]
    private let log: String
    /// The leader of the session; nil while nothing runs.
    private let leader: Lock<Int32?> = Lock(nil)

    /// - Parameters:
    ///   - arguments: The program and its arguments, without host and port.
    ///   - log: The file its output is added to.
    init(_ arguments: [String], environment: [String: String] = [:], log: String) throws {
        port = try Loopback.freePort()
        address = "http://127.0.0.1:\(port)"
        self.arguments = arguments + ["--host", "127.0.0.1", "--port", "\(port)"]
        self.environment = environment
        self.log = log
    }

    /// Starts the server without waiting for it.
    func launch() throws {
        let output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer {
            close(output)
            close(input)
        }
        let start = ProcessStart(arguments: arguments, environment: environment, input: input, output: output, errors: output)
        let process = try start.start()
        leader.withLock { $0 = process }
    }

    /// Waits until the server answers; it may take minutes where other programs need the processor, too.
    func ready() async throws {
        let session = leader.withLock { $0 }
        guard let session else { throw Failure(description: "\(arguments[0]) was not started") }
        let port = port
        _ = await Waiting.until(limit: 300) { Loopback.answers("/health", port) || !SessionTable.isAlive(session) }
        guard Loopback.answers("/v1/models", port) else {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw Failure(description: "\(arguments[0]) does not answer at \(address):\n\(said.suffix(2000))")
        }
    }

    /// Starts the server again on its port.
    func restart() async throws {
        try launch()
        try await ready()
    }

    /// Ends the server as a machine that runs out of memory would, and what it leaves behind.
    func kill() async throws {
        guard let session = leader.withLock({ $0 }) else { return }
        Glibc.kill(session, SIGKILL)
        _ = await Waiting.until(limit: 30) { !SessionTable.isAlive(session) }
        // vLLM's engine and workers live on without their server.
        let orphans = SessionTable.members(session)
        if !orphans.isEmpty { print("    \(arguments[0]) left \(orphans.count) processes behind when it was killed") }
        for process in orphans { Glibc.kill(process, SIGKILL) }
        try await expectNothingLeft(session, within: 30)
    }

    /// Asks the server to end, and sees that nothing of it is left.
    func stop() async throws {
        guard let session = leader.withLock({ $0 }) else { return }
        Glibc.kill(session, SIGTERM)
        do {
            // llama-server waits for its clients' connections for up to a minute.
            try await expectNothingLeft(session, within: 90)
        } catch {
            for process in SessionTable.members(session) { Glibc.kill(process, SIGKILL) }
            throw error
        }
    }

    /// Holds the server's processes, or lets them go on.
    func hold(_ held: Bool) {
        guard let session = leader.withLock({ $0 }) else { return }
        for process in SessionTable.members(session) { Glibc.kill(process, held ? SIGSTOP : SIGCONT) }
    }

    private func expectNothingLeft(_ session: Int32, within seconds: Int) async throws {
        let gone = await Waiting.until(limit: seconds) { SessionTable.members(session).isEmpty }
        guard gone else {
            throw Failure(description: "\(arguments[0]): processes \(SessionTable.members(session)) are left \(seconds) s after its end")
        }
        leader.withLock { $0 = nil }
    }
}
