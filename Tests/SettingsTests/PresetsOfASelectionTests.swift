import Testing

@testable import Settings

@Suite struct PresetsOfASelectionTests {
    private func configuration(rewards: Int, _ keys: String) throws -> Configuration {
        let names = (0..<rewards).map { "{name: r\($0), backend: playground}" }.joined(separator: ", ")
        return try Samples.configuration(Samples.minimal, overrides: ["rewards=[\(names)]"] + [keys])
    }

    @Test func `what is written beside a preset stays, and keep is taken whole`() throws {
        let read = try configuration(rewards: 1, "selection={preset: odpo, pairing: all_pairs, columns: {weight: r_w}, keep: {count: 3}}")
        #expect(read.selection.pairing == .allPairs && read.selection.score == "dr" && read.selection.keep == .count(3))
        #expect(read.selection.columns.map(\.name).sorted() == ["margin", "offset", "weight"])
    }

    @Test func `a preset over all rewards names each of them as expressions do`() throws {
        let read = try configuration(rewards: 2, "selections=[{name: a, preset: lsc}, {name: b, preset: worst_group}]")
        #expect(read.selections.map(\.reward) == ["lsc(r.r0, 0.85) + lsc(r.r1, 0.85)", "worst(r.r0, r.r1)"])
    }

    @Test(arguments: SelectionPreset.all.filter { $0.fewestRewards > 1 }.map(\.name))
    func `a preset that holds rewards against each other is refused where there is one`(_ name: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try configuration(rewards: 1, "selections=[{name: a, preset: \(name)}]") }
        let problem = try #require(error?.problems.first)
        #expect(problem.path == "selections.0.preset")
        #expect(problem.message == "the preset \(name) needs 2 rewards or more to hold against each other, and there is 1")
        #expect(throws: Never.self) { try configuration(rewards: 2, "selections=[{name: a, preset: \(name)}]") }
    }
}
