import ArgumentParser
import Glibc
import JSONCursor
import Ledger
import Orchestrator
import Platform
import Settings

/// `selfplay doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what is wrong: the servers of a configuration, or the ledger and files of a run.",
        discussion: "Exit code 2 when something is bad; a line below it says what to do."
    )

    @Argument(help: "A configuration file, a run's folder, or its name under runs/.")
    var target: String

    @Option(name: .customLong("set"), help: ArgumentHelp("Override a configuration key.", valueName: "key.path=value"))
    var overrides: [String] = []

    @Flag(help: "Print a JSON array.")
    var json = false

    func run() async throws {
        let path = Places.run(target)
        guard RunFolder.exists(path) else {
            throw RunError(
                .input,
                "\(target) is neither a configuration file nor a run: give a file, a run's folder, or its name under runs/"
            )
        }
        let isFolder = RunFolder.exists(path + "/.")
        let findings = isFolder ? try await ledgerFindings() : try await fleetFindings()
        if json {
            Console.out(try Self.json(findings))
        } else {
            // The table cleans what others said; the colours are ours.
            Console.raw(FindingTable(findings: findings, isColoured: Console.isColoured).text + "\n", to: STDOUT_FILENO)
        }
        // What a run recorded earlier is shown; only what is wrong now is a verdict.
        if findings.contains(where: { $0.verdict == .bad && $0.recordedAt == nil }) { throw ExitCode(ExitCodes.input) }
    }

    private func ledgerFindings() async throws -> [Finding] {
        let folder = try RunAccess.folder(target)
        return try await BlockingQueue("selfplay.doctor").run {
            let ledger = try RunAccess.readOnly(folder)
            defer { try? ledger.close() }
            return LedgerDoctor(ledger: ledger, folder: folder).examine()
        }
    }

    private func fleetFindings() async throws -> [Finding] {
        let configuration = try Configuration.load(file: target, overrides: overrides)
        let factory = try BackendFactory(
            configuration: configuration,
            transport: try Network.transport(),
            environment: Network.environment,
            notice: { Console.error("warning: \($0)") }
        )
        let doctor = FleetDoctor(
            configuration: configuration,
            backends: try factory.make(),
            embeddings: try factory.makeEmbeddingsDoctor()
        )
        return try await doctor.examine()
    }

    private static func json(_ findings: [Finding]) throws -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for finding in findings {
            writer.beginObject()
            writer.key("subject")
            writer.string(finding.subject)
            writer.key("role")
            writer.string(finding.role)
            writer.key("endpoint")
            writer.string(finding.endpoint)
            writer.key("check")
            writer.string(finding.check)
            writer.key("verdict")
            writer.string(finding.verdict.rawValue)
            writer.key("message")
            writer.string(finding.message)
            writer.key("remedy")
            if let remedy = finding.remedy { writer.string(remedy) } else { writer.null() }
            for (key, number) in [("value", finding.value), ("bound", finding.bound), ("recorded_at", finding.recordedAt)] {
                writer.key(key)
                if let number { try writer.double(number) } else { writer.null() }
            }
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
