import Testing

@testable import Settings

@Suite struct KeysOfTheLoopThatBelongTogetherTests {
    @Test(arguments: [
        (
            "evolution: {strategies: [deepen]}",
            "5:1: evolution.mode is missing: `evolve_then_select`, `evolve_all`, `sample_then_evolve` "
                + "(or `none`, to keep the section without effect)"
        ),
        (
            "evolution: {mode: evolve_all, select: {ratio: 0.2, count: 5}}",
            "5:31: evolution.select takes ratio or count, not both"
        ),
        (
            "evolution: {mode: evolve_all, strategies: [depen]}",
            "5:31: evolution.strategies has no strategy `depen`; did you mean `deepen`?"
        ),
        (
            "evolution: {mode: evolve_all, strategies: [own]}",
            "5:31: evolution.strategies has no strategy `own`: there are breadth, deepen, constrain, concretize, reason, "
                + "or add it to evolution.templates"
        ),
        ("evolution: {mode: evolve_all, strategies: []}", "5:31: evolution.strategies must name at least one strategy for mode evolve_all"),
        ("evolution: {mode: evolve_all, strategies: [reason, reason]}", "5:52: evolution.strategies names `reason` twice: keep one"),
        (
            "evolution: {mode: evolve_all, templates: [{name: own, file: t}]}",
            "5:44: evolution.templates.0.name `own` is not used: add it to evolution.strategies, or remove it"
        ),
        (
            "evolution: {mode: evolve_all, templates: [{name: reason, file: t}]}",
            "5:44: evolution.templates.0.name `reason` is a built-in strategy: take another name"
        ),
        (
            "evolution: {mode: evolve_all, strategies: [own], templates: [{name: own, file: t}, {name: own, file: u}]}",
            "5:85: evolution.templates.1.name repeats `own`: every template needs a name of its own"
        ),
        (
            "evolution: {mode: evolve_all, keep: {ratio: 0.4, count: 5}}",
            "5:31: evolution.keep takes exactly one of ratio, count and threshold"
        ),
        ("evolution: {mode: evolve_all, keep: {}}", "5:31: evolution.keep needs one of ratio, count and threshold"),
        (
            "evolution: {mode: sample_then_evolve, mix: {evolved: 0.5, fresh: 0.25}}",
            "5:39: evolution.mix must sum to 1, not to 0.75"
        ),
        ("evolution: {mode: evolve_all, per_prompt: 0}", "5:43: evolution.per_prompt must be a whole number from 1, or `all`, not `0`"),
        (
            "evolution: {mode: evolve_al}",
            "5:19: evolution.mode must be one of `none`, `evolve_then_select`, `evolve_all`, `sample_then_evolve`"
        ),
        (
            "evolution: {mode: evolve_all, rewriter: {model: m}}",
            "5:31: evolution.rewriter needs a backend of its own, or `same_as: policy`"
        ),
        ("evolution: {mode: evolve_all, rewriter: {same_as: reference}}", "5:42: evolution.rewriter.same_as reference needs a section"),
        (
            "evolution: {mode: evolve_all, rewriter: {same_as: policy, backend: vllm}}",
            "5:59: evolution.rewriter.backend is taken from the policy with `same_as: policy`: remove one of the two"
        ),
        (
            "evolution: {mode: evolve_all, rewriter: {backend: vllm, model: m}}",
            "5:31: evolution.rewriter.endpoints needs at least one URL for backend vllm"
        ),
        ("evolution: {mode: evolve_all}\npolicy: {samples: 0}", "5:13: evolution.mode evolve_all needs answers: policy.samples is 0"),
        ("emit: {rounds: last}", "5:16: emit.rounds must be a whole number from 1, or `this` or `all`, not `last`"),
        ("emit: {base: some}", "5:14: emit.base must be one of `all`, `kept`, not `some`"),
        ("held_out: {share: 0.1, count: 5}", "5:1: held_out takes exactly one of share, count and source, not share and count"),
        ("held_out: {samples: 2}", "5:1: held_out needs one of share, count and source"),
        ("held_out: {share: 1}", "5:19: held_out.share must be a number above 0 and below 1, not `1`"),
        ("held_out: {source: a}\npolicy: {samples: 0}", "5:1: held_out needs answers: policy.samples is 0"),
        ("early_stop: {rounds: 2}", "5:1: early_stop needs mean_score_below or reward_gain_below"),
        (
            "early_stop: {reward_gain_below: 0}",
            "5:14: early_stop.reward_gain_below compares mean rewards of prompts held out: add a section such as `held_out: {count: 64}`"
        ),
        ("eval: {command: [a]}", "5:1: eval.metric is missing: text"),
        ("eval: {metric: a}", "5:1: eval.command is missing: a list of texts, the program first"),
        ("eval: {command: [a], metric: m, on_fall: abort}", "5:42: eval.on_fall must be one of `stop`, `warn`, not `abort`"),
        ("hooks: {stoped: [a]}", "5:9: hooks has no key `stoped`; did you mean `stopped`?"),
        (
            "policy: {path: ~/model}",
            "5:16: policy.path must be a model's name, or a path that begins with `./`, `../` or `/`, not `~/model`"
        ),
        ("policy: {scoring: forced}", "5:10: policy.scoring forced has no use with backend playground: remove it"),
        (
            "policy: {backend: llamacpp, endpoints: [http://a], model: m}",
            "5:1: policy.logprobs given cannot be measured with backend llamacpp: set policy.scoring to forced (one request a token), "
                + "or policy.logprobs to sampled or none"
        ),
        (
            "policy: {backend: llamacpp, endpoints: [http://a], scoring: forced}",
            "5:1: policy.model is missing: the model's name as the servers of backend llamacpp know it"
        ),
    ])
    func `a contradiction is one clear sentence`(line: String, expected: String) {
        let problems = Samples.problems(minimalAnd: line)
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.hasPrefix("config.yaml:" + expected) == true, "\(problems)")
    }

    @Test func `prompts cannot be held out of none`() {
        let yaml = Samples.minimal.replacing("prompts: {source: prompts.jsonl}", with: "held_out: {count: 5}")
        #expect(Samples.problems(yaml) == ["config.yaml:2:12: held_out.count is taken from the prompts, and there is no section `prompts`"])
    }

    @Test func `shares in decimals sum to one whatever their last bit`() throws {
        let mix = "evolution: {mode: sample_then_evolve, mix: {evolved: 0.7, previous: 0.2, fresh: 0.1}}"
        #expect(Samples.problems(minimalAnd: mix).isEmpty)
        #expect(0.7 + 0.2 + 0.1 != 1)
    }

    @Test func `a reward of llama cpp takes no template`() {
        let reward = "\n  - {name: a, backend: llamacpp, endpoints: [http://a], template: plain}"
        #expect(
            Samples.problems(Samples.minimal + reward) == [
                "config.yaml:5:57: rewards.1.template has no use with backend llamacpp, which gets prompt and answer as they are: remove it"
            ]
        )
    }
}
