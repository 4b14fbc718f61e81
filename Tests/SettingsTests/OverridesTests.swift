import Testing

@testable import Settings

@Suite struct OverridesTests {
    @Test func `an override replaces, adds and reaches into lists`() throws {
        let configuration = try Samples.configuration(
            Samples.minimal,
            overrides: [
                "seed=7", "policy.sampling.temperature=0.5", "rewards.0.name=rm", "rewards.1={name: second, backend: playground}",
                "selection.keep.count=10", "policy.chat.extra_body.logit_bias.50256=-100", "selection.where=dr > 0.5 and tokens < 100",
                "policy.chat.stop.0=END", "policy.chat.system=a=b",
            ]
        )
        #expect(configuration.seed == 7)
        #expect(configuration.policy.sampling.temperature == 0.5)
        #expect(configuration.rewards.map(\.name) == ["rm", "second"])
        #expect(configuration.selection.keep == .count(10))
        #expect(YAMLValue.mapping(configuration.policy.chat.extraBody).json() == #"{"logit_bias":{"50256":-100}}"#)
        #expect(configuration.selection.filter == "dr > 0.5 and tokens < 100")
        #expect(configuration.policy.chat.stop == ["END"])
        #expect(configuration.policy.chat.system == "a=b")
    }

    @Test func `the last override of a key wins, and nothing unsets it`() throws {
        #expect(try Samples.configuration(Samples.minimal, overrides: ["seed=7", "seed=8"]).seed == 8)
        #expect(try Samples.configuration(Samples.full, overrides: ["seed="]).seed == 0)
        #expect(try Samples.configuration(Samples.full, overrides: ["ledger=null"]).ledger == nil)
    }

    @Test(arguments: [
        ("policy.smaples=3", "--set policy.smaples: policy has no key `smaples`; did you mean `samples`?"),
        ("policy.samples=x", "--set policy.samples: policy.samples must be a whole number from 0 to 4096, not `x`"),
        ("policy.samples=1", "--set policy.samples: policy.samples must be at least 2"),
        ("seed", "--set seed: needs a value: --set key.path=value"),
        ("a..b=1", "--set a..b: is no key path"),
        ("=1", "--set : is no key path"),
        ("seed.x=1", "--set seed.x: seed.x"),
        ("run.x=1", "--set run.x: run is a single value and has no `x`"),
        (
            "rewards.rm.model=x",
            "--set rewards.rm.model: rewards is a list of 1: its entries count from 0, and 1 adds one; there is no entry `rm`"
        ),
        ("rewards.5.model=x", "--set rewards.5.model: rewards is a list of 1"),
        ("run=[a", "--set run: not valid YAML: did not find expected ',' or ']' (quote"),
        ("policy.chat.system=a: b: c", "--set policy.chat.system: not valid YAML: mapping values are not allowed"),
        ("export.0.columns=[rank]", "--set export.0.columns: export.0.format is missing"),
    ])
    func `a wrong override is named as the override`(override: String, expected: String) {
        let problems = Samples.problems(Samples.minimal, overrides: [override])
        guard override != "seed.x=1" else {
            #expect(problems == ["--set seed.x: seed must be a whole number from 0, not a mapping"])
            return
        }
        #expect(problems.first?.hasPrefix(expected) == true, "\(problems)")
    }
}
