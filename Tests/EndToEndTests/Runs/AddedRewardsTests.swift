import TestSupport
import Testing

@Suite("Facts that are added to a run, or asked for of some answers only", .enabled(if: SQLiteShell.isInstalled))
struct AddedRewardsTests {
    private static let second = "rewards: [{name: taste, backend: playground}, {name: other, backend: playground, model: hidden-2}]"
    private static let first = "rewards: [{name: taste, backend: playground}]"

    @Test("a reward model added to a finished run scores its answers; closed rounds stay as they are, and a new selection can use it")
    func addedReward() async throws {
        let place = try Workplace(prompts: 6)
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", "rounds=2").exitCode == 0)
        let sets = [try place.trainingSet(1), try place.trainingSet(2)]
        try place.write("more.yaml", Settings.playground.replacing(Self.first, with: Self.second) + "\nrounds: 2\n")
        let early = try await place.selfplay("select", "run", "--reward", "other", "--name", "early", "--score", "explicit")
        #expect(early.exitCode != 0)

        let more = try await place.selfplay("resume", "run", "--config", "more.yaml")
        #expect(more.exitCode == 0 && more.errors.contains("round 2: its answers have all rewards"), "\(more.errors)")
        #expect(try [place.trainingSet(1), place.trainingSet(2)] == sets)
        let lacking = try await place.sql(
            """
            SELECT count(*) > 0 AND sum(NOT EXISTS (SELECT 1 FROM v_reward o WHERE o.response_id = w.response_id AND o.name = 'other')) = 0
            FROM v_reward w WHERE w.name = 'taste'
            """
        )
        #expect(lacking == ["1"])
        let doctor = try await place.selfplay("doctor", "run")
        #expect(doctor.exitCode == 0, "\(doctor.output)")

        let select = try await place.selfplay("select", "run", "--reward", "other", "--name", "other", "--score", "explicit")
        #expect(select.exitCode == 0, "\(select.errors)")
        let again = try await place.selfplay("resume", "run", "--config", "more.yaml")
        #expect(again.exitCode == 0 && !again.errors.contains("have all rewards"))
    }

    @Test("of every prompt two answers are annotated, and the others are counted with their reason")
    func annotatedSubset() async throws {
        let place = try Workplace(prompts: 6)
        let many = Settings.playground.replacing("samples: 3", with: "samples: 5") + "\nannotate: {rule: aepo, keep: 2}\n"
        try place.write("config.yaml", many)
        let run = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try await place.sql("SELECT max(n) FROM (SELECT count(*) AS n FROM v_annotation WHERE chosen GROUP BY prompt_id)") == ["2"])
        #expect(try await place.sql("SELECT count(*) FROM v_reward w JOIN v_annotation a USING (response_id) WHERE NOT a.chosen") == ["0"])
        let status = try await place.selfplay("status", "run", "--json")
        #expect(status.output.contains("not_annotated"))
        #expect(try await place.status().rounds.map(\.rewards) == [.init(planned: 12, done: 12, failed: 0)], "nothing is missing")
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)
    }

    @Test("responses become vectors, and the likelihood of follow-ups is a reward")
    func vectorsAndFollowups() async throws {
        let place = try Workplace(prompts: 4)
        let double = TEIDouble()
        let address = try await double.server.start()
        let followup = "rewards: [{name: next, backend: followup, followup: {server: playground}}]"
        let section = "\nembeddings: {backend: tei, endpoints: [\(address)], model: someone/rm, batch: 5}\n"
        try place.write("config.yaml", Settings.playground.replacing(Self.first, with: followup) + section)
        let run = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        await double.server.stop()
        #expect(run.exitCode == 0, "\(run.errors)")
        let vectors = try await place.sql("SELECT count(*), min(dimension), max(dimension) FROM v_embedding")
        let texts = try await place.sql("SELECT count(*), 4, 4 FROM v_response WHERE trim(text) <> ''")
        #expect(vectors == texts)
        let details = try await place.sql(
            "SELECT DISTINCT json_array_length(details, '$.positive'), json_array_length(details, '$.negative') FROM v_reward"
        )
        #expect(details == ["5|5"])
    }
}
