import Testing

@testable import Settings

@Suite struct KeysThatBelongTogetherTests {
    @Test(arguments: [
        (
            "policy: {endpoints: [http://a]}",
            "5:10: policy.endpoints has no use with backend playground (the default): name a server's backend or remove it"
        ),
        (
            "policy: {backend: playground, api_key_env: K}",
            "5:31: policy.api_key_env has no use with backend playground: name a server's backend or remove it"
        ),
        ("policy: {backend: vllm, model: m}", "5:1: policy.endpoints needs at least one URL for backend vllm"),
        ("policy: {backend: vllm, model: m, endpoints: []}", "5:35: policy.endpoints needs at least one URL for backend vllm"),
        (
            "policy: {backend: openai, endpoints: [http://a]}",
            "5:1: policy.model is missing: the model's name as the servers of backend openai know it"
        ),
        (
            "policy: {samples: 1}",
            "5:10: policy.samples must be at least 2, because a pair needs two answers (or 0, to measure imported ones only)"
        ),
        ("reference: {model: m}", "5:1: reference needs a backend of its own, or `same_as: policy`"),
        (
            "reference: {same_as: policy, endpoints: [http://a]}",
            "5:30: reference.endpoints is taken from the policy with `same_as: policy`: remove one of the two"
        ),
        (
            "reference: {backend: vllm, endpoints: [http://a]}",
            "5:1: reference.model is missing: the model's name as the servers of backend vllm know it"
        ),
        ("selection: {reward: rm}", "5:13: selection.reward names no reward: `rm` is not among length"),
        (
            "selection: {keep: {ratio: 0.4, count: 5}}",
            "5:13: selection.keep takes exactly one of ratio, count and threshold, not ratio and count"
        ),
        ("selection: {keep: {}}", "5:13: selection.keep needs one of ratio, count and threshold"),
        (
            "selection: {implicit_reward: dpo}",
            "5:13: selection.implicit_reward dpo compares with a reference model: add a section such as `reference: {same_as: policy, model: NAME}`"
        ),
        ("export: [{format: trl}, {format: trl}]", "5:26: export.1.format repeats `trl`: the two files would overwrite each other"),
    ])
    func `a contradiction is one clear sentence`(line: String, expected: String) {
        #expect(Samples.problems(minimalAnd: line) == ["config.yaml:" + expected])
    }

    @Test func `a reference family needs log-probs of given ids`() {
        let yaml =
            Samples.minimal
            + "\nreference: {same_as: policy}\nselection: {implicit_reward: length_normalized_dpo}\npolicy: {logprobs: sampled}"
        #expect(
            Samples.problems(yaml) == [
                "config.yaml:7:10: policy.logprobs must be `given` for selection.implicit_reward length_normalized_dpo, "
                    + "so that policy and reference measure the same tokens"
            ]
        )
    }

    @Test func `log-prob columns need log-probs`() {
        let yaml = Samples.minimal + "\npolicy: {logprobs: none}\nexport: [{format: trl, columns: [logprobs]}]"
        #expect(Samples.problems(yaml) == ["config.yaml:6:24: export.0.columns asks for logprobs, but policy.logprobs is none"])
    }

    @Test(arguments: [
        ("{name: a, backend: openrlhf, endpoints: [http://a]}", "rewards.1.template is missing"),
        ("{name: a, backend: vllm, model: m, endpoints: [http://a], template: plain}", "rewards.1.template has no use with backend vllm"),
        ("{name: length, backend: playground}", "rewards.1.name repeats `length`"),
        ("{name: a, backend: imported, endpoints: [http://a]}", "rewards.1.endpoints has no use with backend imported"),
        ("{name: a, backend: vllm, endpoints: [http://a]}", "rewards.1.model is missing"),
        ("{backend: playground}", "rewards.1.name is missing"),
        ("{name: a}", "rewards.1.backend is missing"),
    ])
    func `a reward has all it needs and nothing it does not`(reward: String, expected: String) {
        let problems = Samples.problems(Samples.minimal + "\n  - " + reward)
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.contains(expected) == true, "\(problems)")
    }

    @Test(arguments: [
        "127.0.0.1:8000", "ftp://a", "http://", "http://:80", "http://a:0", "http://a:65536", "http://a:x", "http://[::1", "http://[]",
        "http://a b",
        "http://ä",
    ])
    func `an endpoint that is no URL is refused`(url: String) {
        let problems = Samples.problems(minimalAnd: "policy: {backend: vllm, model: m, endpoints: [\"\(url)\"]}")
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("config.yaml:5:47: policy.endpoints ") == true, "\(problems)")
    }

    @Test(arguments: ["http://a", "HTTPS://gpu.example/v1/", "http://[::1]:8000", "http://127.0.0.1:8000", "http://a-b_c:1/x%20y"])
    func `an endpoint that is a URL is taken as it is`(url: String) throws {
        let configuration = try Samples.configuration(Samples.minimal + "\npolicy: {backend: vllm, model: m, endpoints: [\"\(url)\"]}")
        #expect(configuration.policy.backend.endpoints == [url])
    }

    @Test(arguments: ["http://user:hunter2@a", "http://a?key=hunter2", "http://a/#hunter2", "hunter2@a"])
    func `a secret in an endpoint is refused and not repeated`(url: String) {
        let problems = Samples.problems(minimalAnd: "policy: {backend: vllm, model: m, endpoints: [\"\(url)\"]}")
        #expect(problems.count == 1)
        #expect(problems.first?.contains("api_key_env") == true)
        #expect(problems.first?.contains("hunter2") == false)
    }

    @Test func `a secret in place of a variable's name is refused and not repeated`() {
        let problems = Samples.problems(minimalAnd: "policy: {backend: vllm, model: m, endpoints: [http://a], api_key_env: sk-hunter2}")
        #expect(
            problems == [
                "config.yaml:5:71: policy.api_key_env must be the name of an environment variable (letters, digits and `_`), never the key itself"
            ]
        )
    }
}
