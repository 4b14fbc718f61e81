import ArgumentParser
import Datasets
import JSONCursor
import Ledger
import Orchestrator

/// `selfplay export`
struct ExportCommand: LedgerOperation {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a round's training set in a trainer's format.",
        discussion: "Works while the run goes on."
    )

    @Argument(help: "The run's folder, or its name under runs/.")
    var target: String = ""

    @Option(help: "A round's number, or all.")
    var round: String = "all"

    @Option(help: "The format's name; --list shows them.")
    var format: String = "trl"

    @Option(help: "The selection's name.")
    var selection: String = "base"

    @Option(help: "Optional columns, separated by commas.")
    var columns: String?

    @Option(help: "Write there instead of into the run's folder.")
    var out: String?

    @Flag(help: "Print a JSON array.")
    var json = false

    @Flag(help: "List the formats, their consumers and sources.")
    var list = false

    func validate() throws {
        if !list, target.isEmpty {
            throw ValidationError("Missing expected argument '<target>': the run's folder, or its name under runs/.")
        }
        guard round == "all" || (Int(round) ?? 0) > 0 else {
            throw ValidationError("--round is \(round): give a round's number from 1, or all.")
        }
        for column in chosenColumns where TrainingSetColumn(rawValue: column) == nil {
            let known = TrainingSetColumn.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--columns: there is no column \(column); there are: \(known).")
        }
    }

    func run() async throws {
        if list {
            for format in TrainingSetFormats.all { Console.out("\(format.name)\t\(format.consumer)\t\(format.source)") }
            return
        }
        var arguments = ["export", Places.run(target), "--round", round, "--format", format, "--selection", selection]
        if let columns { arguments.append("--columns=\(columns)") }
        if let out { arguments += ["--out", Places.absolute(out)] }
        if json { arguments.append("--json") }
        try await execute(arguments)
    }

    func perform(_ ledger: Ledger, _ folder: RunFolder, directory: String, live: FleetBoard?) throws -> String {
        let service = ExportService(ledger: ledger, folder: folder)
        var done: [ExportRecord] = []
        for number in try rounds(ledger) {
            var path = out.map { Places.absolute($0, from: directory) }
            if let whole = path, round == "all" { path = whole + "/" + RunFolder.round(number) }
            let request = ExportRequest(round: number, selection: selection, format: format, columns: chosenColumns, path: path)
            done.append(try service.export(request, at: RunClock.wall))
        }
        return json ? Self.json(done) : done.map { "\($0.rows) rows  \(folder.absolute($0.path))" }.joined(separator: "\n")
    }

    private var chosenColumns: [String] {
        columns?.split(separator: ",").map(String.init) ?? []
    }

    /// The rounds asked for: with `all`, those that have the selection.
    private func rounds(_ ledger: Ledger) throws -> [Int] {
        if let number = Int(round) { return [number] }
        let numbers = try ledger.rounds().map(\.round).filter { try ledger.selection(round: $0, name: selection) != nil }
        guard !numbers.isEmpty else {
            throw RunError(.input, "no round has a selection named \(selection) yet; `selfplay status` lists what there is")
        }
        return numbers
    }

    private static func json(_ exports: [ExportRecord]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for export in exports {
            writer.beginObject()
            writer.key("format")
            writer.string(export.format)
            writer.key("path")
            writer.string(export.path)
            writer.key("rows")
            writer.integer(export.rows)
            writer.key("sha256")
            writer.string(export.sha256)
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
