import ArgumentParser
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
        discussion: "Exit code 2 when something is bad; each line says what to do."
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
        Console.out(json ? Self.json(findings) : Self.table(findings))
        if findings.contains(where: { $0.verdict == .bad }) { throw ExitCode(ExitCodes.input) }
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
        return await FleetDoctor(configuration: configuration, backends: try factory.make()).examine()
    }

    private static func table(_ findings: [Finding]) -> String {
        findings.map { finding in
            let mark =
                switch finding.verdict {
                case .good: "ok     "
                case .warning: "warning"
                case .bad: "BAD    "
                }
            return "\(mark)  \(finding.subject)  \(finding.check): \(finding.message)"
        }.joined(separator: "\n")
    }

    private static func json(_ findings: [Finding]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for finding in findings {
            writer.beginObject()
            writer.key("subject")
            writer.string(finding.subject)
            writer.key("check")
            writer.string(finding.check)
            writer.key("verdict")
            writer.string(finding.verdict.rawValue)
            writer.key("message")
            writer.string(finding.message)
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
