import TestSupport
import Testing

@Suite("Prompts evolve")
struct EvolutionTests {
    /// Runs a configuration with this section `evolution` and these further sections.
    private func evolve(_ evolution: String, rounds: Int = 2, _ more: String = "", perRound: Int = 12) async throws -> Workplace {
        let place = try Workplace.ofTheLoop()
        try place.write(
            "config.yaml",
            LoopSettings.evolving + "rounds: \(rounds)\nevolution: {\(evolution), \(LoopSettings.rewriter)}\n" + more
        )
        let outcome = try await place.run("--set", "prompts.per_round=\(perRound)")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        return place
    }

    /// Every prompt with a parent is a rewrite of that parent, by that strategy, in that round; every rewrite became a prompt or has a reason.
    private func expectLineage(_ place: Workplace) async throws {
        guard SQLiteShell.isInstalled else { return }
        let orphans = """
            SELECT count(*) FROM prompt p WHERE p.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rewrite w
                WHERE w.prompt_id = p.id AND w.parent_id = p.parent_id AND w.strategy = p.strategy AND w.round = p.born_round);
            SELECT count(*) FROM rewrite WHERE (prompt_id IS NULL) = (reason IS NULL);
            SELECT count(*) FROM rewrite w WHERE NOT EXISTS (SELECT 1 FROM round_prompt rp JOIN name n ON n.id = rp.phase
                WHERE n.text = 'parents' AND rp.round = w.round AND rp.prompt_id = w.parent_id);
            SELECT count(*) FROM (SELECT prompt_id FROM rewrite WHERE prompt_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1);
            """
        #expect(try await place.sql(orphans) == ["0", "0", "0", "0"])
        let status = try await place.loopStatus()
        let born = try await place.sql("SELECT count(*) FROM v_prompt WHERE parent_id IS NOT NULL")
        #expect(born == ["\(status.rounds.reduce(0) { $0 + ($1.rewrites?.kept ?? 0) })"])
    }

    @Test("evolve_then_select: the best of a round are rewritten in it; all pairs of the prompts and the best of the rewrites are emitted")
    func evolveThenSelect() async throws {
        let place = try await evolve(
            "mode: evolve_then_select, select: {ratio: 0.25}, keep: {count: 4}",
            "selection: {keep: {ratio: 0.2}}\n"
        )
        try await place.expectSound()
        try await expectLineage(place)
        for round in try await place.loopStatus().rounds {
            let evolved = try #require(round.evolved)
            let rewrites = try #require(round.rewrites)
            #expect(rewrites.planned == 5 * (round.prompts.paired / 4))
            #expect(evolved.prompts.planned == rewrites.kept && evolved.responses.planned == 3 * rewrites.kept)
            #expect(round.prompts.kept == round.prompts.paired, "all pairs, whatever selection.keep says")
            #expect(evolved.prompts.kept == min(4, evolved.prompts.paired))
            #expect(round.exports.map(\.rows) == [round.prompts.kept + evolved.prompts.kept])
            #expect(try place.rows(round.round).count == round.prompts.kept + evolved.prompts.kept)
        }
        guard SQLiteShell.isInstalled else { return }
        let parents = """
            SELECT group_concat(prompt_id) FROM (SELECT rp.prompt_id FROM round_prompt rp JOIN name n ON n.id = rp.phase
                WHERE n.text = 'parents' AND rp.round = 1 ORDER BY rp.position);
            SELECT group_concat(prompt_id) FROM (SELECT prompt_id FROM v_pair WHERE round = 1 AND phase = 'base' ORDER BY rank
                LIMIT (SELECT count(*) / 4 FROM v_pair WHERE round = 1 AND phase = 'base'));
            """
        let chosen = try await place.sql(parents)
        #expect(chosen.count == 2 && chosen[0] == chosen[1])
    }

    @Test("evolve_all: every prompt of a round is rewritten in it; kept pairs of both are emitted")
    func evolveAll() async throws {
        let place = try await evolve(
            "mode: evolve_all, per_prompt: 2, strategies: [breadth, deepen, reason]",
            rounds: 1,
            "selection: {keep: {ratio: 0.5}}\n"
        )
        try await place.expectSound()
        try await expectLineage(place)
        let round = try #require(try await place.loopStatus().rounds.first)
        let evolved = try #require(round.evolved)
        #expect(round.rewrites?.planned == 24)
        #expect(round.prompts.kept == round.prompts.paired / 2 && evolved.prompts.kept == evolved.prompts.paired / 2)
        #expect(try place.rows().count == round.prompts.kept + evolved.prompts.kept)
        guard SQLiteShell.isInstalled else { return }
        #expect(try await place.sql("SELECT DISTINCT count(*) FROM rewrite GROUP BY parent_id") == ["2"])
        #expect(try await place.sql("SELECT count(DISTINCT strategy) FROM rewrite") == ["3"], "which two depends on the prompt")
    }

    @Test("sample_then_evolve: a round opens with rewrites of the last one's prompts, mixed with fresh ones")
    func sampleThenEvolve() async throws {
        let mode =
            "mode: sample_then_evolve, select: {by: a_min, ratio: 0.5, sampling: weighted}, strategies: [breadth, deepen], mix: {evolved: 0.5, previous: 0.25, fresh: 0.25}"
        let place = try await evolve(mode, rounds: 3, "selection: {keep: {ratio: 1}}\n", perRound: 4)
        try await place.expectSound()
        try await expectLineage(place)
        let rounds = try await place.loopStatus().rounds
        #expect(rounds.map { $0.rewrites?.planned } == [nil, 4, 4])
        #expect(rounds.allSatisfy { $0.evolved == nil && $0.prompts.planned == 4 })
        guard SQLiteShell.isInstalled else { return }
        let origins = """
            SELECT rp.round, sum(p.born_round = rp.round), sum(p.born_round < rp.round AND EXISTS (SELECT 1 FROM round_prompt x
                JOIN name n ON n.id = x.phase WHERE n.text = 'base' AND x.round < rp.round AND x.prompt_id = rp.prompt_id))
            FROM round_prompt rp JOIN prompt p ON p.id = rp.prompt_id JOIN name n ON n.id = rp.phase
            WHERE n.text = 'base' AND rp.round > 1 GROUP BY 1 ORDER BY 1;
            """
        let kept = rounds.dropFirst().map { min(2, $0.rewrites?.kept ?? 0) }
        #expect(try await place.sql(origins).map { String($0.dropLast(2)) } == ["2|\(kept[0])", "3|\(kept[1])"])
        let parents = """
            SELECT count(*) FROM round_prompt p JOIN name n ON n.id = p.phase WHERE n.text = 'parents' AND NOT EXISTS (
                SELECT 1 FROM round_prompt b JOIN name m ON m.id = b.phase
                WHERE m.text = 'base' AND b.round = p.round - 1 AND b.prompt_id = p.prompt_id);
            """
        #expect(try await place.sql(parents) == ["0"], "every parent was a prompt of the round before")
    }

    @Test("the same configuration gives the same bytes at any concurrency")
    func sameBytes() async throws {
        let place = try Workplace.ofTheLoop()
        try place.write(
            "config.yaml",
            LoopSettings.evolving + "rounds: 2\nevolution: {mode: evolve_then_select, \(LoopSettings.rewriter)}\n"
        )
        #expect(try await place.run("--set", "policy.concurrency=1", into: "one").exitCode == 0)
        #expect(try await place.run("--set", "policy.concurrency=32", into: "many").exitCode == 0)
        for round in [1, 2] {
            #expect(try place.trainingSet(round, of: "one") == place.trainingSet(round, of: "many"))
            #expect(try !place.trainingSet(round, of: "one").isEmpty)
        }
    }

    @Test("a strategy of one's own is a text file; one that is missing or has no place for the prompt is refused")
    func ownStrategy() async throws {
        let place = try Workplace.ofTheLoop()
        try place.write(
            "harder.txt",
            "Rewrite the following prompt so that it is harder to answer.\n\n#Prompt#:\n{prompt}\n\n#Rewritten Prompt#:\n"
        )
        let evolution =
            "evolution: {mode: evolve_then_select, strategies: [harder, deepen], templates: [{name: harder, file: FILE}], \(LoopSettings.rewriter)}\n"
        try place.write("config.yaml", LoopSettings.evolving + evolution.replacing("FILE", with: "harder.txt"))
        #expect(try await place.run().exitCode == 0)
        try await place.expectSound()
        let rewrites = try #require(try await place.loopStatus().rounds.first?.rewrites)
        #expect(rewrites.planned == 6)
        if SQLiteShell.isInstalled {
            #expect(try await place.sql("SELECT strategy, count(*) FROM v_rewrite GROUP BY 1 ORDER BY 1") == ["deepen|3", "harder|3"])
        }
        try place.write("config.yaml", LoopSettings.evolving + evolution.replacing("FILE", with: "nowhere.txt"))
        expectRefusal(try await place.run(into: "missing"), "nowhere.txt")
        try place.write("blind.txt", "Write a harder prompt.")
        try place.write("config.yaml", LoopSettings.evolving + evolution.replacing("FILE", with: "blind.txt"))
        expectRefusal(try await place.run(into: "blind"), "harder", "{prompt}")
        #expect(!place.has("missing") && !place.has("blind"))
    }

    @Test("a policy that is no good at rewriting: the round ends all the same", arguments: ["evolve_then_select", "sample_then_evolve"])
    func policyAsRewriter(_ mode: String) async throws {
        let place = try Workplace.ofTheLoop()
        let sampling = "sampling: {max_tokens: 8}"
        try place.write(
            "config.yaml",
            LoopSettings.evolving + "rounds: 2\nevolution: {mode: \(mode), rewriter: {same_as: policy}, \(sampling)}\n"
        )
        let outcome = try await place.run()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        try await place.expectSound()
        try await expectLineage(place)
        #expect(try await place.loopStatus().rounds.allSatisfy { $0.closed && $0.prompts.planned == 12 })
    }
}
