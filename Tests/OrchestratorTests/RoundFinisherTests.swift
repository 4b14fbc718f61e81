import Foundation
import Ledger
import Settings
import Testing

@testable import Orchestrator

/// What follows the answers, however often it is repeated: one selection, one training set, a closed round.
@Suite struct RoundFinisherTests {
    private let folder: RunFolder
    private let ledger: Ledger
    private let configuration: Configuration
    private var set: String { folder.absolute("rounds/001/trl/train.jsonl") }

    init() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("selfplay-finisher-\(UUID().uuidString)").path
        folder = RunFolder(path: path)
        configuration = try Samples.configuration()
        ledger = try Samples.ledger(configuration, prompts: 3)
        try Samples.answer(1, ledger, prompts: [1, 2, 3]) { prompt, sample in Double(prompt) * Double(sample) }
    }

    @Test func aRoundIsSelectedExportedAndClosed() throws {
        defer { remove() }
        try finisher.finish(1)
        #expect(try lines(set).count == 3)
        #expect(try ledger.round(1)?.isClosed == true)
        #expect(try ledger.exports(round: 1).map(\.rows) == [3])
        #expect(try ledger.tallyFaults().isEmpty)
    }

    @Test func repeatingItChangesNothing() throws {
        defer { remove() }
        try finisher.finish(1)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: set))
        let tally = try ledger.tally()
        try finisher.finish(1)
        #expect(try Data(contentsOf: URL(fileURLWithPath: set)) == bytes)
        #expect(try ledger.tally() == tally)
        #expect(try ledger.exports(round: 1).count == 1)
    }

    @Test func aKillAfterAnyStepIsMadeGood() throws {
        defer { remove() }
        _ = try SelectionService(ledger: ledger).select(configuration.selectionRequest(round: 1))
        try finisher.finish(1)
        #expect(try ledger.selections(round: 1).count == 1)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: set))
        try FileManager.default.removeItem(atPath: set)
        try finisher.export(round: 1)
        #expect(try Data(contentsOf: URL(fileURLWithPath: set)) == bytes)
    }

    @Test func anotherSelectionsExportIsNotTakenForTheRoundsOwn() throws {
        defer { remove() }
        _ = try SelectionService(ledger: ledger).select(configuration.selectionRequest(round: 1, name: "mine"))
        let service = ExportService(ledger: ledger, folder: folder)
        _ = try service.export(ExportRequest(round: 1, selection: "mine", format: "trl", columns: []), at: 0)
        try finisher.finish(1)
        #expect(RunFolder.exists(set))
    }

    @Test func anExportToAnotherPlaceIsNotTakenForTheRoundsOwn() throws {
        defer { remove() }
        _ = try SelectionService(ledger: ledger).select(configuration.selectionRequest(round: 1))
        let service = ExportService(ledger: ledger, folder: folder)
        let elsewhere = ExportRequest(round: 1, selection: "base", format: "trl", columns: [], path: folder.absolute("elsewhere"))
        _ = try service.export(elsewhere, at: 0)
        try finisher.finish(1)
        #expect(RunFolder.exists(set))
    }

    @Test func theSameSelectionAgainIsWhatIsStoredAndOtherSettingsNeedAnotherName() throws {
        defer { remove() }
        let request = try configuration.selectionRequest(round: 1)
        let service = SelectionService(ledger: ledger)
        let first = try service.select(request)
        #expect(try service.select(request).record == first.record)
        var other = request
        other.spec.keep = .count(1)
        let error = #expect(throws: RunError.self) { try service.select(other) }
        #expect(error?.kind == .input)
        other.name = "few"
        #expect(try service.select(other).kept == 1)
    }

    private var finisher: RoundFinisher {
        RoundFinisher(ledger: ledger, folder: folder, configuration: configuration, now: 9) { _ in }
    }

    private func lines(_ path: String) throws -> [Substring] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    }

    private func remove() {
        try? FileManager.default.removeItem(atPath: folder.path)
    }
}

extension RoundFinisher {
    /// What follows the answers of a round without evolution.
    fileprivate func finish(_ round: Int) throws {
        try select(round: round, phase: .base)
        try close(round: round)
    }
}
