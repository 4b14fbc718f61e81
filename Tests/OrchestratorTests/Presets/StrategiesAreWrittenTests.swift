import Datasets
import TestSupport
import Testing

@testable import Orchestrator

/// What a preset keeps is written in the formats that its section of docs/strategies.md names.
@Suite struct StrategiesAreWrittenTests {
    private static let presets = (try? StrategiesPage())?.presets.map(\.name) ?? []

    @Test(arguments: presets)
    func theFormatsOfASectionTakeItsSelection(_ name: String) throws {
        let section = try #require(try StrategiesPage().presets.first { $0.name == name })
        let place = try ScratchFolder()
        let example = try WorkedExample(section, in: place.path + "/run")
        let outcome = try example.select(preset: name)
        let service = ExportService(ledger: example.ledger, folder: example.folder)
        func rows(_ format: String, _ change: (inout ExportRequest) -> Void = { _ in }) throws -> Int {
            var request = ExportRequest(round: 1, selection: "example", format: format, columns: [], path: place.path + "/" + format)
            change(&request)
            return try service.write(request).record.rows
        }

        let named = StrategiesPage.quoted(section.readers)
        let formats = named.compactMap { TrainingSetFormats.named($0) }
        let labels = outcome.choices.filter(\.kept).flatMap(\.members).count { $0.isAccepted != nil }
        for format in formats {
            let wanted = outcome.choices.isEmpty || format.layout == .prompts ? outcome.kept : labels
            #expect(try rows(format.name) == wanted, "\(format.name)")
        }
        if named.contains("copies") { #expect(try rows("trl") { $0.copies = 10 } == 10 * outcome.kept) }
        // Weights of at most 1: every row at most once.
        if named.contains("weighted") { #expect(try rows("trl") { $0.isWeighted = true } <= outcome.kept) }
        if named.contains("stages") { #expect(try rows("trl") { $0.hasStages = true } == outcome.kept) }
        if section.readers.contains("bands") { #expect(try rows("trl") { $0.bands = 2 } == outcome.kept) }
        #expect(!formats.isEmpty || named.contains("copies") || named.contains("weighted"))
    }
}
