import Testing

@testable import Settings

@Suite struct ReadingAConfigurationTests {
    @Test func `a minimal configuration gets every default of the design`() throws {
        let configuration = try Samples.configuration(Samples.minimal)
        #expect(configuration.run == "quickstart")
        #expect(configuration.seed == 0)
        #expect(configuration.rounds == 1)
        #expect(configuration.ledger == nil)
        #expect(configuration.prompts?.perRound == .all)
        #expect(configuration.prompts?.sampling == .uniform)
        #expect(configuration.prompts?.informativeness == .bestMinusWorst)
        #expect(configuration.policy.backend.kind == .playground)
        #expect(configuration.policy.backend.endpoints == [])
        #expect(configuration.policy.backend.concurrency == .auto)
        #expect(configuration.policy.samples == 5)
        #expect(configuration.policy.logprobs == .given)
        #expect(configuration.policy.scoringConcurrency == 4)
        #expect(configuration.policy.sampling.temperature == 1)
        #expect(configuration.policy.sampling.topP == 1)
        #expect(configuration.policy.sampling.topK == 0)
        #expect(configuration.policy.sampling.minP == 0)
        #expect(configuration.policy.sampling.repetitionPenalty == 1)
        #expect(configuration.policy.sampling.maxTokens == 1024)
        #expect(configuration.reference == nil)
        #expect(configuration.rewards.map(\.name) == ["length"])
        #expect(configuration.selection.pairing == .allPairs)
        #expect(configuration.selection.implicitReward == .meanLogprob)
        #expect(configuration.selection.score == "map")
        #expect(configuration.selection.keep == .ratio(0.4))
        #expect(configuration.selection.reward == "length")
        #expect(!configuration.selection.guards.dropsTruncated)
        #expect(configuration.limits.requestTimeout == 600)
        #expect(configuration.limits.attempts == 6)
        #expect(configuration.limits.failedShare == 0.02)
        #expect(configuration.export.map(\.format) == [.trl])
        #expect(configuration.export.map(\.columns) == [[]])
    }

    @Test func `every key of a full configuration arrives`() throws {
        let configuration = try Samples.configuration(Samples.full)
        #expect(configuration.seed == 20_250_301)
        #expect(configuration.prompts?.perRound == .count(64))
        #expect(configuration.prompts?.maxCharacters == 8000)
        #expect(configuration.policy.backend.endpoints == ["http://127.0.0.1:8000", "https://gpu.example:8443/base"])
        #expect(configuration.policy.backend.apiKeyEnvironmentName == "POLICY_KEY")
        #expect(configuration.policy.sampling.presencePenalty == -0.5)
        #expect(configuration.policy.sampling.frequencyPenalty == 0.25)
        #expect(configuration.policy.chat.system == "You are terse.\nAlways.")
        #expect(configuration.policy.chat.stop == ["<|im_end|>", "\n\nUser:"])
        #expect(configuration.rewards.map(\.backend.kind) == [.vllm, .openrlhf, .imported])
        #expect(configuration.rewards.map(\.isBatchIndependent) == [false, true, true])
        #expect(configuration.rewards[1].template == .file(ConfiguredPath("templates/rm.txt", folder: "/data/project")))
        #expect(configuration.rewards[1].backend.model == "text")
        #expect(configuration.selection.keep == .count(500))
        #expect(configuration.selection.filter == "dr > 0.1")
        #expect(configuration.selection.beta == 0.2)
        #expect(configuration.limits.connectTimeout == 2.5)
        #expect(configuration.export[0].columns == [.promptID, .margins])
        #expect(configuration.playground.delay == 0.01)
    }

    @Test func `a reference like the policy takes its servers and only another model`() throws {
        let reference = try #require(try Samples.configuration(Samples.full).reference)
        #expect(reference.isServedByPolicy)
        #expect(reference.backend.kind == .vllm)
        #expect(reference.backend.endpoints == ["http://127.0.0.1:8000", "https://gpu.example:8443/base"])
        #expect(reference.backend.apiKeyEnvironmentName == "POLICY_KEY")
        #expect(reference.backend.model == "base")
        #expect(reference.backend.concurrency == .fixed(3))
        let inherited = try Samples.configuration(Samples.full, overrides: ["reference.concurrency=", "policy.scoring_concurrency=7"])
        #expect(inherited.reference?.backend.concurrency == .fixed(7))
    }

    @Test func `passed-on mappings keep the types they were written in and their order`() throws {
        let chat = try Samples.configuration(Samples.full).policy.chat
        #expect(
            YAMLValue.mapping(chat.templateArguments).json()
                == #"{"enable_thinking":false,"depth":3,"scale":1.5,"nothing":null}"#
        )
        #expect(YAMLValue.mapping(chat.extraBody).json() == #"{"logit_bias":{"50256":-100},"list":[1,2.0,"3",true]}"#)
    }

    @Test func `relative paths are taken from the configuration's folder and keep their text`() throws {
        let configuration = try Samples.configuration(Samples.full)
        #expect(configuration.prompts?.sources.first?.path.text == "../prompts.jsonl")
        #expect(configuration.prompts?.sources.first?.path.absolute == "/data/project/../prompts.jsonl")
        #expect(configuration.ledger?.absolute == "/scratch/run.sqlite")
        #expect(configuration.paths.map(\.key) == ["ledger", "prompts.source", "rewards.1.template", "evolution.templates.0.file"])
        #expect(ConfiguredPath("./a/b", folder: "/data").absolute == "/data/a/b")
        #expect(ConfiguredPath("a", folder: "/").absolute == "/a")
    }

    @Test func `a key without a value counts as not written`() throws {
        let yaml = Samples.minimal + "\nlimits:\nselection: {keep: ~, score: null}\npolicy:\n  model:\n"
        #expect(try Samples.configuration(yaml) == Samples.configuration(Samples.minimal))
    }

    @Test func `names may look like numbers or booleans`() throws {
        let yaml = Samples.minimal.replacing("quickstart", with: "007") + "\npolicy: {model: no, chat: {system: 3.0}}"
        let configuration = try Samples.configuration(yaml)
        #expect(configuration.run == "007")
        #expect(configuration.policy.backend.model == "no")
        #expect(configuration.policy.chat.system == "3.0")
    }

    @Test func `aliases stand for what they point to`() throws {
        let yaml =
            Samples.minimal + "\npolicy: {backend: vllm, model: m, endpoints: &servers [http://a]}\n"
            + "reference: {backend: vllm, model: m, endpoints: *servers}"
        #expect(try Samples.configuration(yaml).reference?.backend.endpoints == ["http://a"])
    }
}
