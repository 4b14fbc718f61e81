import Foundation
import TestSupport
import Testing

@Suite("A run with real servers")
struct RunsWithServersTests {
    @Test("two rounds of vLLM with a reference: every response scored by both, margins as the ledger's own numbers give them")
    func dpoWithReference() async throws {
        let place = try Workplace(prompts: 6)
        var options = VLLMDouble.Options()
        options.models = ["policy", "base"]
        try await Servers.with(options) { servers in
            let settings = """
                rounds: 2
                reference: {same_as: policy, model: base}
                selection: {implicit_reward: dpo, beta: 0.5, keep: {ratio: 0.5}}
                """
            try place.write("config.yaml", servers.configuration + "\n" + settings + "\n")
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        }
        let report = try await place.status()
        #expect(report.run == "run" && report.rounds.map(\.round) == [1, 2])
        for round in report.rounds {
            #expect(round.addsUp)
            #expect(round.prompts.planned == 6 && round.prompts.kept == round.prompts.paired / 2)
            let withText = 18 - round.responses.reasons["empty", default: 0]
            #expect(round.rewards == StatusReply.Stage(planned: withText, done: withText, failed: 0))
            #expect(round.logprobs == StatusReply.Stage(planned: 2 * withText, done: 2 * withText, failed: 0))
            #expect(round.pairs.kept == round.prompts.kept && round.exports.map(\.rows) == [round.prompts.kept])
        }
        let rows = try TrainingRow.rows(place.trainingSet(2))
        #expect(rows.count == report.rounds[1].prompts.kept)
        for row in rows {
            #expect(row.chosen.map(\.role) == ["assistant"] && row.prompt.map(\.role) == ["user"])
            #expect(try #require(row.chosen_score) > #require(row.rejected_score))
        }
        guard SQLiteShell.isInstalled else { return }
        let facts = try await SQLiteShell.rows(Self.dpoMargins, of: "run/run.sqlite", in: place)
        #expect(facts.count == report.rounds.map(\.prompts.paired).reduce(0, +))
        for fact in facts {
            let numbers = fact.compactMap(Double.init)
            let margin = 0.5 * ((numbers[1] - numbers[2]) - (numbers[3] - numbers[4]))
            #expect(abs(numbers[0] - margin) < 1e-9)
        }
    }

    private static let dpoMargins = """
        SELECT q.implicit_margin, cp.sum, cr.sum, rp.sum, rr.sum
        FROM v_pair q
        JOIN v_logprob cp ON cp.response_id = q.chosen_id AND cp.model = 'policy' AND cp.source = 'given'
        JOIN v_logprob cr ON cr.response_id = q.chosen_id AND cr.model = 'base'
        JOIN v_logprob rp ON rp.response_id = q.rejected_id AND rp.model = 'policy' AND rp.source = 'given'
        JOIN v_logprob rr ON rr.response_id = q.rejected_id AND rr.model = 'base';
        """

    @Test("an OpenAI policy without log-probs, scored by an OpenRLHF server: the explicit margin selects")
    func openAIAndOpenRLHF() async throws {
        let place = try Workplace()
        let policy = OpenAIDouble()
        let reward = OpenRLHFDouble()
        try place.write("config.yaml", Settings.openai(try await policy.start(), reward: try await reward.start()))
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        await policy.stop()
        await reward.stop()
        #expect(outcome.exitCode == 0)
        let round = try #require(try await place.status().rounds.first)
        #expect(round.addsUp && round.logprobs == StatusReply.Stage(planned: 0, done: 0, failed: 0))
        let rows = try TrainingRow.rows(place.trainingSet())
        #expect(rows.count == round.prompts.kept && !rows.isEmpty)
        for row in rows {
            #expect(row.implicit_margin == nil)
            #expect(row.chosen_score == OpenRLHFDouble.reward(of: row.prompt[0].content + "\n" + row.chosen[0].content))
            #expect(row.rejected_score == OpenRLHFDouble.reward(of: row.prompt[0].content + "\n" + row.rejected[0].content))
            #expect(try #require(row.chosen_score) > #require(row.rejected_score))
        }
    }

    @Test("an OpenAI server that answers one choice whatever n says gives the same set")
    func openAIWithoutCount() async throws {
        let place = try Workplace()
        let reward = OpenRLHFDouble()
        let rewardAddress = try await reward.start()
        for (run, ignores) in [("with", false), ("without", true)] {
            var options = OpenAIDouble.Options()
            options.ignoresCount = ignores
            let policy = OpenAIDouble(options)
            try place.write("config.yaml", Settings.openai(try await policy.start(), reward: rewardAddress))
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", run).exitCode == 0)
            await policy.stop()
        }
        await reward.stop()
        #expect(try place.trainingSet(of: "without") == place.trainingSet(of: "with"))
    }

    @Test("sampled log-probs that pass the check give the set that measured ones give, without measuring")
    func sampledLogprobs() async throws {
        let place = try Workplace()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "given").exitCode == 0)
        }
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "sampled", "--set", "policy.logprobs=sampled")
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors.contains("sampled log-probs agree with measured ones"))
            #expect(servers.policy.journal.count(.logprob) == 8)
        }
        #expect(try place.trainingSet(of: "sampled") == place.trainingSet(of: "given"))
    }

    @Test("work is spread over all endpoints, and the set does not depend on how many there are")
    func severalEndpoints() async throws {
        let place = try Workplace(prompts: 6)
        let second = VLLMDouble()
        let address = try await second.start()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "one").exitCode == 0)
            let both = "policy.endpoints=[\(servers.policyAddress), \(address)]"
            let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "two", "--set", both)
            #expect(outcome.exitCode == 0)
            #expect(second.journal.count(.sample) > 0)
        }
        await second.stop()
        #expect(try place.trainingSet(of: "two") == place.trainingSet(of: "one"))
    }
}
