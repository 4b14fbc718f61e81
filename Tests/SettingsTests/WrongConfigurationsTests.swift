import Testing

@testable import Settings

@Suite struct WrongConfigurationsTests {
    @Test(arguments: [
        ("polcy: {}", "config.yaml:5:1: there is no key `polcy`; did you mean `policy`?"),
        ("policy: {smaples: 3}", "config.yaml:5:10: policy has no key `smaples`; did you mean `samples`?"),
        ("policy: {temperature: 0.5}", "config.yaml:5:10: policy has no key `temperature`; did you mean `policy.sampling.temperature`?"),
        ("policy:\n  sampling:\n    top-p: 0.5", "config.yaml:7:5: policy.sampling has no key `top-p`; did you mean `top_p`?"),
        (
            "selection: {keep: {fraction: 0.5}}",
            "config.yaml:5:20: selection.keep has no key `fraction`; its keys are ratio, count, threshold"
        ),
        ("limits: {drains: 5}", "config.yaml:5:10: limits has no key `drains`; did you mean `drain`?"),
    ])
    func `an unknown key is named with its place and the nearest known one`(line: String, expected: String) {
        #expect(Samples.problems(minimalAnd: line).first == expected)
    }

    @Test(arguments: [
        ("seed: -1", "5:7: seed must be a whole number from 0, not `-1`"),
        ("seed: 1.5", "5:7: seed must be a whole number from 0, not `1.5`"),
        ("seed: 99999999999999999999", "5:7: seed must be a whole number from 0, not `99999999999999999999`"),
        ("rounds: 0", "5:9: rounds must be a whole number from 1 to 1000000, not `0`"),
        ("rounds: '3'", "5:9: rounds must be a whole number from 1 to 1000000, not `3` in quotes"),
        ("rounds: [1]", "5:9: rounds must be a whole number from 1 to 1000000, not a list"),
        ("policy: {samples: 5000}", "5:19: policy.samples must be a whole number from 0 to 4096, not `5000`"),
        ("policy: {sampling: {temperature: hot}}", "5:34: policy.sampling.temperature must be a number from 0 to 100, not `hot`"),
        ("policy: {sampling: {top_p: 0}}", "5:28: policy.sampling.top_p must be a number above 0 and at most 1, not `0`"),
        ("policy: {sampling: {top_p: 1.01}}", "5:28: policy.sampling.top_p must be a number above 0 and at most 1, not `1.01`"),
        ("policy: {sampling: {min_p: .nan}}", "5:28: policy.sampling.min_p must be a number from 0 to 1, not `.nan`"),
        ("limits: {drain: 1e999}", "5:17: limits.drain must be a number from 0, not `1e999`"),
        ("selection: {keep: {ratio: 0}}", "5:27: selection.keep.ratio must be a number above 0 and at most 1, not `0`"),
        ("selection: {keep: {ratio: 1.5}}", "5:27: selection.keep.ratio must be a number above 0 and at most 1, not `1.5`"),
        ("selection: {keep: {threshold: x}}", "5:31: selection.keep.threshold must be a number, not `x`"),
        ("selection: {keep: 0.4}", "5:19: selection.keep must be a section with keys such as ratio, count, threshold, not `0.4`"),
        ("selection: {guards: {truncated: yes}}", "5:33: selection.guards.truncated must be `true` or `false`, not `yes`"),
        (
            "policy: {backend: vlm}",
            "5:19: policy.backend must be one of `playground`, `vllm`, `sglang`, `openai`, `llamacpp`, `command`, not `vlm`; did you mean `vllm`?"
        ),
        ("policy: {endpoints: http://a}", "5:21: policy.endpoints must be a list of http:// or https:// URLs, not `http://a`"),
        ("policy: {chat: {template_kwargs: 3}}", "5:34: policy.chat.template_kwargs must be a mapping, passed on as it is, not `3`"),
        ("policy: {chat: {stop: [a, a]}}", "5:27: policy.chat.stop names `a` twice: keep one"),
        ("export: [{format: trl, columns: [rnk]}]", "5:34: export.0.columns must be a list with any of `prompt_id`"),
        ("export: {format: trl}", "5:9: export must be a list of sections, not a mapping"),
        ("ledger: ~/run.sqlite", "5:9: ledger must be a file path, not `~/run.sqlite`"),
        ("policy: {chat: {extra_body: {a: {b: no}}}}", "5:37: policy.chat.extra_body.a.b: `no` is ambiguous in YAML"),
        ("policy: {chat: {extra_body: {a: [.inf]}}}", "5:34: policy.chat.extra_body.a.0: infinity and NaN cannot be passed on"),
    ])
    func `a wrong value is named with its place and what it must be`(line: String, expected: String) {
        let problems = Samples.problems(minimalAnd: line)
        #expect(problems.first?.hasPrefix("config.yaml:" + expected) == true, "\(problems)")
        #expect(problems.count == 1, "\(problems)")
    }

    @Test(arguments: ["../up", ".hidden", "a b", "a/b", "", "ü", String(repeating: "x", count: 101), "-x", "_x"])
    func `a run's name must be safe as a file name`(name: String) {
        let problems = Samples.problems(Samples.minimal.replacing("quickstart", with: "'\(name)'"))
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("config.yaml:1:6: run must be a name of letters, digits") == true)
    }

    @Test func `per_round must be a number or all`() {
        let yaml = Samples.minimal.replacing("{source: prompts.jsonl}", with: "{source: prompts.jsonl, per_round: some}")
        #expect(Samples.problems(yaml) == ["config.yaml:2:45: prompts.per_round must be a whole number from 1, or `all`, not `some`"])
    }

    @Test func `what is required is asked for`() {
        #expect(
            Samples.problems("seed: 1\nrewards: []") == [
                "config.yaml:1:1: run is missing: a name of letters, digits, `.`, `_` and `-` that starts with a letter or digit, "
                    + "at most 100 characters (The run's name, and the name of its folder)",
                "config.yaml:2:10: rewards must be a list with at least 1 section, not an empty list",
            ]
        )
    }

    @Test func `per_round needs a source of prompts`() {
        let yaml = Samples.minimal.replacing("source: prompts.jsonl", with: "per_round: 3")
        #expect(
            Samples.problems(yaml).first?.hasPrefix("config.yaml:2:1: prompts needs `source`, a file of prompts, or `sources`, several")
                == true
        )
    }

    @Test func `all problems are told at once, in the order of the lines`() {
        let yaml = """
            run: a/b
            rewards:
              - {name: rm, backend: vllm, model: rm}
              - {name: rm, backend: openrlhf, endpoints: [localhost]}
            policy: {sample: 3}
            seed: x
            """
        #expect(
            Samples.problems(yaml, overrides: ["rounds=0"]).map { $0.prefix { $0 != " " } } == [
                "config.yaml:1:6:", "config.yaml:3:5:", "config.yaml:4:5:", "config.yaml:4:6:", "config.yaml:4:47:", "config.yaml:5:10:",
                "config.yaml:6:7:", "--set",
            ]
        )
    }

    @Test(arguments: ["", "# nothing but a comment\n", "~", "---\n"])
    func `an empty file is an error`(yaml: String) {
        #expect(Samples.problems(yaml) == ["config.yaml:1:1: the configuration is empty: it needs at least `run` and `rewards`"])
    }

    @Test(arguments: [
        ("run: a\nrun: b", "config.yaml:1:1: the key `run` stands more than once in the same section: keep one"),
        ("run: a\n'run': b", "config.yaml:1:1: the key `run` stands more than once in the same section: keep one"),
        ("run: [a", "config.yaml:2:1: not valid YAML: did not find expected ',' or ']'"),
        ("run: a: b", "config.yaml:1:7: not valid YAML: mapping values are not allowed in this context"),
        ("run: a\n\tb: c", "config.yaml:2:1: not valid YAML: found a tab character that violates indentation"),
        ("run: \u{1}", "config.yaml:1:6: not valid YAML: control characters are not allowed"),
        ("run: a\n---\nrun: b", "config.yaml:2:1: not valid YAML: but found another document"),
        ("run: *nobody", "config.yaml:1:6: not valid YAML: found undefined alias"),
        ("run: !secret x", "config.yaml:1:6: the tag `!secret` is not supported: write the value without it"),
        ("<<: {run: a}", "config.yaml:1:1: `<<` (merge) is not supported: write the keys out"),
        ("[a]: b", "config.yaml:1:1: a key must be a word, not a list or a mapping"),
        ("just text", "config.yaml:1:1: the configuration must be a section with keys such as run, seed, rounds, ledger, not `just text`"),
    ])
    func `broken YAML is named with its place`(yaml: String, expected: String) {
        #expect(Samples.problems(yaml) == [expected])
    }

    @Test func `a bomb of aliases is refused`() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let item = "*a\(level - 1)"
            yaml += "a\(level): &a\(level) [" + Array(repeating: item, count: 10).joined(separator: ", ") + "]\n"
        }
        #expect(Samples.problems(yaml).first?.contains("the document is too large") == true)
    }

    @Test func `control characters in the file never reach the terminal`() {
        let problems = Samples.problems(minimalAnd: #"policy: {"a\e[31mb": 1, model: m, backend: "\e[2J"}"#)
        #expect(problems.count == 2)
        #expect(!problems.joined().unicodeScalars.contains { $0.value < 0x20 })
    }
}
