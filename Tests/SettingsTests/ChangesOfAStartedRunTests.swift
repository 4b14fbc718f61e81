import Testing

@testable import Settings

@Suite struct ChangesOfAStartedRunTests {
    private func changes(_ overrides: String..., from yaml: String = Samples.full) throws -> [ConfigurationChange] {
        ConfigurationChange.compare(try Samples.configuration(yaml), try Samples.configuration(yaml, overrides: overrides))
    }

    @Test func `the same configuration has no changes, wherever it stands`() throws {
        let moved = try Configuration(yaml: Samples.full, file: "other.yaml", folder: "/elsewhere")
        #expect(ConfigurationChange.compare(try Samples.configuration(Samples.full), moved).isEmpty)
        #expect(try changes("policy.sampling.temperature=1.0", from: Samples.minimal).isEmpty)
    }

    @Test(arguments: [
        "policy.endpoints=[http://c]", "policy.api_key_env=OTHER", "policy.concurrency=1", "policy.scoring_concurrency=1",
        "rewards.0.endpoints=[http://c]", "rewards.0.concurrency=3", "reference.concurrency=9", "limits.drain=1", "limits.attempts=9",
        "ledger=/other.sqlite", "ledger=", "playground.delay=3", "trainer.command=[other]", "trainer.weights.check=1", "early_stop=",
        "early_stop.rounds=3", "eval=", "eval.every=1", "hooks=", "hooks.failed=", "evolution.rewriter.concurrency=1",
    ])
    func `free keys may change`(override: String) throws {
        let changes = try changes(override)
        #expect(!changes.isEmpty)
        #expect(changes.allSatisfy { $0.mutability == .free && !$0.isRefused })
    }

    @Test(arguments: [
        ("seed=1", "seed: 20250301 -> 1 (fixed)"),
        ("prompts.source=other.jsonl", #"prompts.source: "../prompts.jsonl" -> other.jsonl (fixed)"#),
        ("policy.model=other", "policy.model: policy -> other (fixed)"),
        ("policy.sampling.top_p=0.9", "policy.sampling.top_p: 0.95 -> 0.9 (fixed)"),
        ("policy.chat.stop=[a]", #"policy.chat.stop: ["<|im_end|>", "\n\nUser:"] -> [a] (fixed)"#),
        ("policy.context=", "policy.context: 16384 -> unset (fixed)"),
        ("selection.keep={ratio: 0.5}", "selection.keep.ratio: unset -> 0.5 (fixed)"),
        ("rewards.0.model=other", "rewards[rm].model: rm -> other (fixed)"),
        ("rewards.1.template=plain", "rewards[text].template: templates/rm.txt -> plain (fixed)"),
        ("export.0.columns=[rank]", "export[trl].columns: [prompt_id, margins] -> [rank] (fixed)"),
        ("playground.seed=5", "playground.seed: 4 -> 5 (fixed)"),
        ("policy.path=./other", #"policy.path: "../models/policy" -> "./other" (fixed)"#),
        ("reference.follow=fixed", "reference.follow: rolling -> fixed (fixed)"),
        ("evolution.mode=none", "evolution.mode: sample_then_evolve -> none (fixed)"),
        ("evolution.filters.shingle=4", "evolution.filters.shingle: 5 -> 4 (fixed)"),
        ("evolution.templates.0.file=other", "evolution.templates[own].file: strategies/own.txt -> other (fixed)"),
        ("held_out.samples=5", "held_out.samples: 4 -> 5 (fixed)"),
    ])
    func `fixed keys refuse with a diff`(override: String, expected: String) throws {
        let changes = try changes(override)
        #expect(changes.contains { $0.description == expected && $0.isRefused }, "\(changes)")
        #expect(changes.allSatisfy { $0.mutability == .fixed })
    }

    @Test func `additive keys may grow`() throws {
        #expect(try changes("rounds=5").map(\.description) == ["rounds: 3 -> 5 (additive)"])
        #expect(try changes("policy.samples=9").map(\.isRefused) == [false])
        #expect(try changes("emit.rounds=1").map(\.description) == ["emit.rounds: 2 -> 1 (additive)"])
        #expect(try changes("emit.rounds=1", "emit.base=kept", "trainer=manual").allSatisfy { !$0.isRefused })
        let reward = try changes("rewards.3={name: more, backend: playground}")
        #expect(reward.map(\.path) == ["rewards[more]"])
        #expect(reward.map(\.old) == [nil])
        #expect(reward.map(\.isRefused) == [false])
    }

    @Test func `a run may stop earlier, but samples never shrink and rewards never go`() throws {
        #expect(try changes("rounds=2").map(\.isRefused) == [false])
        #expect(try changes("policy.samples=4").map(\.isRefused) == [true])
        let fewer = Samples.full.replacing("\n  - {name: old, backend: imported}", with: "")
        let changes = ConfigurationChange.compare(try Samples.configuration(Samples.full), try Samples.configuration(fewer))
        #expect(changes.map(\.path) == ["rewards[old]"])
        #expect(changes.map(\.isRefused) == [true])
    }

    @Test func `the order of rewards means nothing where none is the first by default`() throws {
        let yaml = "run: r\nselection: {reward: a}\nrewards: [{name: a, backend: playground}, {name: b, backend: playground}]"
        let turned = "run: r\nselection: {reward: a}\nrewards: [{name: b, backend: playground}, {name: a, backend: playground}]"
        #expect(ConfigurationChange.compare(try Samples.configuration(yaml), try Samples.configuration(turned)).isEmpty)
    }

    @Test func `a section that appears is one change`() throws {
        let changes = try changes("reference={same_as: policy, model: base}", from: Samples.minimal)
        #expect(changes.map(\.description) == ["reference: unset -> {same_as: policy, model: base, concurrency: 4, follow: fixed} (fixed)"])
        #expect(changes.map(\.isRefused) == [true])
    }

    @Test(arguments: ConfigurationTable.keys)
    func `every key is marked as the design says`(key: ConfigurationKey) {
        let isFree: Bool =
            [
                "endpoints", "api_key_env", "concurrency", "scoring_concurrency", "requests_per_minute", "tokens_per_minute", "processes",
            ].contains(key.name)
            || ["policy", "reference", "rewards[]", "evolution.rewriter"].contains { key.path == $0 + ".command" }
            || key.path.contains(".batch.")
            || key.path.hasSuffix(".batch")
            || ["limits", "trainer.", "early_stop", "eval", "hooks", "budget", "prices", "embeddings"].contains { key.path.hasPrefix($0) }
            || key.path == "ledger" || key.path == "playground.delay"
        let isAdditive: Bool =
            ["rounds", "policy.samples", "rewards", "selections", "export", "trainer", "trainer.kind"].contains(key.path)
            || key.path.hasPrefix("emit") || key.path.hasPrefix("schedule")
        #expect(key.mutability == (isAdditive ? .additive : isFree ? .free : .fixed))
    }
}
