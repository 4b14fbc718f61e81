import Foundation
import Ledger
import TestSupport
import Testing

@testable import Orchestrator

/// Log-probabilities under several references come with an import, and a selection reads them by their models' names.
@Suite struct ImportedReferencesTests {
    private let place: ScratchFolder

    init() throws { place = try ScratchFolder() }

    /// Two responses with rewards 2 and 1, and their fields beside.
    private func ledger(_ first: String, _ second: String) throws -> Ledger {
        let data = place.path + "/data.jsonl"
        let responses = #"[{"text":"A","reward":2,"tokens":3,\#(first)},{"text":"B","reward":1,"tokens":3,\#(second)}]"#
        try (#"{"prompt":"Q","responses":"# + responses + "}\n").write(toFile: data, atomically: true, encoding: .utf8)
        let folder = RunFolder(path: place.path + "/run")
        let service = ImportService(path: data, run: "import", seed: 0, policy: "policy", reference: "base", version: "0")
        _ = try service.run(into: folder)
        return try Ledger.open(path: folder.ledger)
    }

    private func select(_ score: String, _ ledger: Ledger) throws -> SelectionOutcome {
        let run = try RunSelections(ledger: ledger)
        let settings = try run.settings(name: "other", preset: nil, changes: [.text("score", score), .yaml("keep={ratio: 1.0}")])
        return try SelectionService(ledger: ledger).select(run.request(settings, round: 1))
    }

    @Test func eachModelHasItsColumnWhateverItsNameIsMadeOf() throws {
        let ledger = try ledger(
            #""reference_logprob":-4,"reference_logprobs":{"org/sft-2":-6}"#,
            #""reference_logprob":-5,"reference_logprobs":{"org/sft-2":-9}"#
        )
        #expect(try ledger.references(round: 1) == ["base", "org/sft-2"])
        #expect(try select("10 * drho.org_sft_2 + drho.base", ledger).pairs.map(\.score) == [31])
    }

    @Test func aModelThatDidNotMeasureAllLeavesPairsWithoutAValue() throws {
        let ledger = try ledger(#""reference_logprob":-4,"reference_logprobs":{"sft":-6}"#, #""reference_logprob":-5"#)
        #expect(try select("drho.all", ledger).unpaired.map(\.reason) == ["not_finite"])
    }

    @Test func aNameThatNoModelHasIsToldWithTheOnesThereAre() throws {
        let ledger = try ledger(#""reference_logprobs":{"sft":-6}"#, #""reference_logprobs":{"sft":-6}"#)
        let error = #expect(throws: RunError.self) { try select("drho.stf", ledger) }
        #expect(error?.description.contains("`stf` is no model with imported log-probabilities: did you mean `drho.sft`?") == true)
    }

    @Test(arguments: [("policy", "policy_logprob"), ("base", "reference_logprob")])
    func theRunsOwnModelsHaveFieldsOfTheirOwn(_ name: String, _ field: String) throws {
        let error = #expect(throws: RunError.self) { try ledger("\"reference_logprobs\":{\"\(name)\":-6}", "\"source\":null") }
        #expect(error?.description.contains("give it as `\(field)`") == true)
        #expect(!FileManager.default.fileExists(atPath: place.path + "/run"))
    }
}
