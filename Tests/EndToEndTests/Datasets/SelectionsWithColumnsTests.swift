import TestSupport
import Testing

/// A selection's own columns are not asked for in one format or another: what has no place for them is written without.
@Suite("Selections with columns of their own are exported in every format")
struct SelectionsWithColumnsTests {
    @Test(
        "formats of prompts, and of trainers that fail on columns they do not know, leave them out",
        arguments: ["axolotl", "axolotl_kto", "openrlhf", "trl_prompts", "sft", "rlhflow", "verl_prompts"]
    )
    func leftOut(_ format: String) async throws {
        let place = try await prepared()
        let outcome = try await place.execute(
            ["export", "run", "--round", "1", "--selection", "own", "--format", format, "--file", "jsonl", "--out", "set"]
        )
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let text = try place.read("set/train.jsonl")
        #expect(!text.isEmpty && !text.contains("soft_label"))
        // OpenRLHF's own column of this name is the selection's.
        #expect(text.contains(#""margin":3.0"#) == (format == "openrlhf"))
    }

    @Test("others write them")
    func written() async throws {
        let place = try await prepared()
        #expect(try await place.selfplay("export", "run", "--selection", "own", "--round", "1", "--out", "set").exitCode == 0)
        let text = try place.read("set/train.jsonl")
        #expect(text.contains(#""margin":3.0"#) && text.contains(#""soft_label":"#))
    }

    @Test("a card on the Hub names each of its tags once")
    func tags() async throws {
        let place = try await prepared()
        #expect(try await place.selfplay("export", "run", "--selection", "own", "--round", "1", "--hub", "--out", "set").exitCode == 0)
        let lines = try place.read("set/README.md").split(separator: "\n")
        #expect(lines.filter { $0 == "- \"selfplay\"" }.count == 1)
    }

    private func prepared() async throws -> Workplace {
        let place = try Workplace()
        try place.write("data.jsonl", #"{"prompt":"Why?","responses":[{"text":"So.","reward":2},{"text":"No.","reward":0.5}]}"# + "\n")
        #expect(try await place.selfplay("import", "data.jsonl", "--run-dir", "run").exitCode == 0)
        let columns = "columns={margin: 2 * dr, soft_label: sigmoid(dr)}"
        let selected = try await place.selfplay("select", "run", "--name", "own", "--score", "dr", "--keep", "1.0", "--set", columns)
        #expect(selected.exitCode == 0, "\(selected.errors)")
        return place
    }
}
