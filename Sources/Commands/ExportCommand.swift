import ArgumentParser
import Datasets
import JSONCursor
import Ledger
import Orchestrator
import Settings

/// `selfplay export`
struct ExportCommand: LedgerOperation {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a round's training set in a trainer's format.",
        discussion: "What is not given is taken from the format: its kind of file, one file, no test split. Works while the run goes on."
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

    @Option(help: "jsonl, json or parquet; what the format is usually read from unless given.")
    var file: String?

    @Option(help: "The most rows of a file; there are as many files as that takes.")
    var shard: Int?

    @Option(help: "The share of the seed prompts whose rows go into the test split, rewrites with them.")
    var test: Double?

    @Flag(help: "Lay the files out as a data set of the Hugging Face Hub, with a card.")
    var hub = false

    @Option(help: "The licence the card of a Hub layout states.")
    var license: String?

    @Flag(inversion: .prefixedNo, help: "Write what the trainer needs beside the data: its configuration, dataset_info.json.")
    var sidecars = true

    @Option(help: "Rows a pair, as many with swapped sides as its column soft_label says.")
    var copies: Int?

    @Flag(help: "Repeat or leave out rows in proportion to the column weight.")
    var weighted = false

    @Option(help: "Split the rows by margin into so many sets, one folder each.")
    var bands: Int?

    @Flag(help: "Split the rows by the column stage, one folder each.")
    var stages = false

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
        if let file, ExportFile(rawValue: file) == nil {
            throw ValidationError("--file is \(file): give \(ExportFile.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        if let shard, shard < 1 { throw ValidationError("--shard is \(shard): a file has at least 1 row.") }
        if let test, !(test > 0 && test < 1) { throw ValidationError("--test is \(test): give a share above 0 and below 1.") }
        if let copies, !(2...1000).contains(copies) { throw ValidationError("--copies is \(copies): give 2 to 1000 rows a pair.") }
        if let bands, !(2...100).contains(bands) { throw ValidationError("--bands is \(bands): give 2 to 100 sets.") }
        if license != nil, !hub { throw ValidationError("--license is written on the card of a Hub layout only: add --hub.") }
        for column in chosenColumns where TrainingSetColumn(rawValue: column) == nil {
            let known = TrainingSetColumn.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--columns: there is no column \(column); there are: \(known).")
        }
    }

    func run() async throws {
        if list { return Console.out(json ? FormatList.json : FormatList.text) }
        var arguments = ["export", Places.run(target), "--round", round, "--format", format, "--selection", selection]
        if let columns { arguments.append("--columns=\(columns)") }
        if let out { arguments += ["--out", Places.absolute(out)] }
        let options = [
            ("--file", file), ("--shard", shard.map { "\($0)" }), ("--test", test.map { "\($0)" }), ("--license", license),
            ("--copies", copies.map { "\($0)" }), ("--bands", bands.map { "\($0)" }),
        ]
        for (option, value) in options {
            if let value { arguments.append("\(option)=\(value)") }
        }
        let flags = [("--hub", hub), ("--no-sidecars", !sidecars), ("--weighted", weighted), ("--stages", stages), ("--json", json)]
        arguments += flags.filter(\.1).map(\.0)
        try await execute(arguments)
    }

    func perform(_ ledger: Ledger, _ folder: RunFolder, directory: String, live: FleetBoard?) throws -> String {
        let service = ExportService(ledger: ledger, folder: folder)
        var done: [ExportRecord] = []
        for number in try rounds(ledger) {
            var path = out.map { Places.absolute($0, from: directory) }
            if let whole = path, round == "all" { path = whole + "/" + RunFolder.round(number) }
            var request = ExportRequest(round: number, selection: selection, format: format, columns: chosenColumns, path: path)
            request.file = file.flatMap(ExportFile.init(rawValue:))
            request.shard = shard
            request.test = test
            request.isHub = hub
            request.license = license
            request.hasSidecars = sidecars
            request.copies = copies
            request.isWeighted = weighted
            request.bands = bands
            request.hasStages = stages
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
