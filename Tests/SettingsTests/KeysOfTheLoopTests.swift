import Testing

@testable import Settings

@Suite struct KeysOfTheLoopTests {
    private func minimal(_ line: String = "", overrides: [String] = []) throws -> Configuration {
        try Samples.configuration(Samples.minimal + "\n" + line, overrides: overrides)
    }

    private let server = "policy: {backend: vllm, endpoints: [http://a], model: m, concurrency: 7, scoring_concurrency: 3}\n"

    // MARK: - Evolution

    @Test func `nothing evolves unless it is asked for`() throws {
        #expect(try minimal().evolution == nil)
        #expect(try minimal().evolutionMode == .none)
        #expect(try minimal("evolution: {mode: none}").evolutionMode == .none)
    }

    @Test func `a mode is all that evolution needs`() throws {
        let evolution = try #require(try minimal("selection: {keep: {count: 9}}\nevolution: {mode: evolve_then_select}").evolution)
        #expect(evolution.mode == .evolveThenSelect)
        #expect(evolution.select.by == .pairScore)
        #expect(evolution.select.share == .ratio(0.25))
        #expect(evolution.select.sampling == .greedy)
        #expect(evolution.strategies == ["breadth", "deepen", "constrain", "concretize", "reason"])
        #expect(evolution.perPrompt == .all)
        #expect(evolution.templates.isEmpty)
        #expect(evolution.rewriter.source == .policy)
        #expect([evolution.sampling.temperature, evolution.sampling.topP] == [0.8, 0.95])
        #expect(evolution.sampling.maxTokens == 1024)
        #expect(evolution.filters.lengthRatio == 5)
        #expect(evolution.filters.maxTokens == nil)
        #expect(evolution.filters.dropsRefusals && evolution.filters.dropsMetaText)
        #expect([evolution.filters.nearDuplicate, evolution.filters.scriptDrift] == [0.95, 0.5])
        #expect(evolution.filters.shingle == 3)
        #expect(evolution.keep == .count(9))
        #expect(evolution.mix == nil)
    }

    @Test func `sample_then_evolve mixes three quarters rewritten with one quarter fresh`() throws {
        let mix = try #require(try minimal("evolution: {mode: sample_then_evolve}").evolution?.mix)
        #expect([mix.evolved, mix.previous, mix.fresh] == [0.75, 0, 0.25])
        let own = try minimal("evolution: {mode: sample_then_evolve, mix: {evolved: 0.1, previous: 0.2, fresh: 0.7}}")
        #expect(own.evolution?.mix?.previous == 0.2)
    }

    @Test func `the rewriter is the policy, the reference or a model of its own`() throws {
        let reference = "reference: {backend: vllm, endpoints: [http://b], model: big}\n"
        func rewriter(_ text: String) throws -> RewriterSettings {
            try #require(try minimal(server + reference + "evolution: {mode: evolve_all, rewriter: \(text)}").evolution).rewriter
        }
        #expect(try rewriter("").backend.endpoints == ["http://a"])
        #expect(try rewriter("").backend.concurrency == .fixed(7))
        #expect(try rewriter("{same_as: reference}").backend.endpoints == ["http://b"])
        #expect(try rewriter("{same_as: reference}").backend.model == "big")
        #expect(try rewriter("{same_as: policy, model: writer, concurrency: 2}").backend.model == "writer")
        #expect(try rewriter("{backend: playground}").backend.model == "rewriter")
        #expect(try rewriter("{backend: playground}").source == .own)
    }

    // MARK: - Where models stand

    @Test(arguments: [
        ("./m", "/data/project/m"), ("../m", "/data/project/../m"), ("/m", "/m"), ("org/name", "org/name"), ("name", "name"),
    ])
    func `a path is one by its beginning, all else is a name`(written: String, resolved: String) throws {
        let configuration = try minimal("policy: {path: \(written)}")
        #expect(configuration.policy.path == resolved)
        #expect(configuration.canonicalYAML().contains("path: "))
        #expect(configuration.policy.location?.text == written)
    }

    @Test func `an unwritten path is the model, and a reference that is the policy starts where the policy does`() throws {
        #expect(try minimal().policy.path == "base")
        let paths = "policy: {path: ./start}\nreference: {same_as: policy"
        #expect(try minimal(paths + "}").reference?.path == "/data/project/start")
        #expect(try minimal(paths + ", model: base-2}").reference?.path == "base-2")
        #expect(try minimal(paths + ", path: org/base}").reference?.path == "org/base")
        #expect(try minimal(paths + "}").reference?.follow == .fixed)
        #expect(try minimal(paths + ", follow: rolling}").reference?.follow == .rolling)
    }

    @Test func `llama cpp serves policies, references and rewards`() throws {
        let server = "{backend: llamacpp, endpoints: [http://a], model: m"
        let configuration = try minimal("policy: \(server), scoring: forced}\nreference: \(server)}")
        #expect(configuration.policy.backend.kind == .llamacpp)
        #expect(configuration.policy.scoring == .forced)
        #expect(configuration.reference?.backend.kind == .llamacpp)
        let reward = try minimal(overrides: ["rewards.0={name: rank, backend: llamacpp, endpoints: [http://a]}"]).rewards[0]
        #expect(reward.backend.kind == .llamacpp)
        #expect(reward.backend.model == "rank")
    }

    // MARK: - Rounds

    @Test func `a training set holds this round's kept pairs, with the paper's mode all pairs as sampled`() throws {
        #expect(try minimal().emit.rounds == .this)
        #expect(try minimal().emit.base == .kept)
        #expect(try minimal("evolution: {mode: evolve_then_select}").emit.base == .all)
        #expect(try minimal("evolution: {mode: evolve_then_select}\nemit: {base: kept}").emit.base == .kept)
        #expect(try minimal("emit: {rounds: all}").emit.rounds == .all)
        #expect(try minimal("emit: {rounds: 3}").emit.rounds == .last(3))
    }

    @Test func `prompts are held out by share, number or file`() throws {
        #expect(try minimal().heldOut == nil)
        #expect(try minimal("held_out: {share: 0.1}").heldOut?.prompts == .share(0.1))
        #expect(try minimal("held_out: {count: 64, samples: 4}").heldOut?.samples == 4)
        let file = ConfiguredPath("held.jsonl", folder: Samples.folder)
        #expect(try minimal("held_out: {source: held.jsonl}").heldOut?.prompts == .source(file))
        #expect(try minimal("held_out: {source: held.jsonl}").paths.map(\.key) == ["prompts.source", "held_out.source"])
    }

    @Test func `ending, evaluating and telling are off unless asked for`() throws {
        #expect(try minimal().earlyStop == nil)
        #expect(try minimal().eval == nil)
        #expect(try minimal().hooks == nil)
        let stop = try #require(try minimal("early_stop: {mean_score_below: -1}").earlyStop)
        #expect(stop.meanScoreBelow == -1 && stop.rewardGainBelow == nil && stop.rounds == 1)
        let eval = try #require(try minimal("eval: {command: [./eval, 5], metric: accuracy}").eval)
        #expect(eval.command == ["./eval", "5"])
        #expect(eval.every == 1 && eval.onFall == .warn && eval.timeout == 3600 && eval.tolerance == 0)
        let hooks = try #require(try minimal("hooks: {failed: [notify]}").hooks)
        #expect(hooks.failed == ["notify"] && hooks.stopped.isEmpty && hooks.roundFinished.isEmpty && hooks.timeout == 60)
    }
}
