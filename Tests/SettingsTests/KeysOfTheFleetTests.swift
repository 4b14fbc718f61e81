import Testing

@testable import Settings

@Suite struct `Keys of the fleet` {
    @Test(arguments: FleetConfigurations.all)
    func `what is read comes back from what is rendered`(yaml: String) throws {
        let configuration = try Samples.configuration(yaml)
        #expect(try Samples.configuration(configuration.canonicalYAML()) == configuration)
    }

    @Test func `every backend's own keys are read`() throws {
        let hosted = try Samples.configuration(FleetConfigurations.all[0])
        #expect(hosted.policy.backend.requestsPerMinute == 500 && hosted.policy.backend.tokensPerMinute == 200_000)
        #expect(hosted.policy.batch?.lines == 1000 && hosted.policy.batch?.poll == 5)
        let judge = try #require(hosted.rewards.first?.judge)
        #expect(judge.mode == .pairwise && judge.pairs == .ring && judge.lowest == 0 && judge.highest == 5 && judge.ties && !judge.structured)
        #expect(judge.template?.absolute == "/data/project/judge.txt" && judge.maxTokens == 8)
        #expect(hosted.rewards.first?.batch?.lines == 10)
        #expect(hosted.embeddings?.kind == .tei && hosted.embeddings?.endpoints == ["http://e:80"])
        #expect(hosted.budget?.requests == 100 && hosted.budget?.tokens == 5000 && hosted.budget?.cost == 12.5 && hosted.budget?.hours == 8)
        #expect(hosted.prices.first?.input == 2.5 && hosted.prices.first?.batch == 0.4)
        let echo = try Samples.configuration(FleetConfigurations.all[1])
        #expect(echo.policy.interface == .completions && echo.policy.template?.absolute == "/data/project/chat.txt")
        #expect(echo.rewards.map(\.contract) == [.pooling, .classify, .classify, .classify, .classify, .classify])
        #expect(echo.rewards[1].isPair && echo.rewards[2].output == "scores" && echo.rewards[4].backend.processes == 3)
        let rule = try #require(echo.rewards[5].rule)
        #expect(rule.kind == .regex && rule.pattern == "[0-9]+" && rule.right == 2 && rule.wrong == -1 && rule.missing == -2)
        let child = try Samples.configuration(FleetConfigurations.all[2])
        #expect(child.policy.offers == [.score] && child.policy.backend.command == ["python3", "policy.py"] && !child.limits.hedging)
        #expect(try Samples.configuration(FleetConfigurations.all[3]).policy.isDeterministic)
    }

    @Test func `concurrency is a number or found while the run goes on`() throws {
        func concurrency(_ value: String) throws -> Concurrency {
            try Samples.configuration(Samples.minimal, overrides: ["policy.concurrency=" + value]).policy.backend.concurrency
        }
        #expect(try concurrency("auto") == .auto)
        #expect(try concurrency("7") == .fixed(7))
        #expect(throws: ConfigurationError.self) { try concurrency("many") }
    }

    @Test(arguments: [
        ("policy.api=completions", "policy.api has no use with backend playground: it is for openai"),
        ("policy.deterministic=true", "policy.deterministic has no use with backend playground: it is for sglang and openai"),
        ("policy.offers=[score]", "policy.offers has no use with backend playground: it is for command"),
        ("policy.batch={}", "policy.batch has no use with backend playground: it is for openai"),
        ("policy.command=[a]", "policy.command has no use with backend playground: remove it"),
        (
            "policy={backend: command, model: m}",
            "policy.command is missing: the program of backend command and its arguments (`[python3, model.py]`)"
        ),
        (
            "policy={backend: command, model: m, command: [a], endpoints: [http://a]}",
            "policy.endpoints has no use with backend command: name a server's backend or remove it"
        ),
        (
            "policy={backend: openai, model: m, endpoints: [http://a], logprobs: none, api: completions}",
            "policy.template is missing: with api completions a text file must say how messages become one text"
        ),
        (
            "policy={backend: openai, model: m, endpoints: [http://a], logprobs: none, template: a.txt}",
            "policy.template has no use with api chat, where the server applies its own template: remove it"
        ),
        (
            "rewards=[{name: a, backend: tei, endpoints: [http://a]}]",
            "rewards.0.template is missing: with backend tei say how the text is made: `policy`, `plain` or a template file"
        ),
        (
            "rewards=[{name: a, backend: tei, endpoints: [http://a], pair: true, template: plain}]",
            "rewards.0.template has no use with backend tei, which gets prompt and answer as they are: remove it"
        ),
        ("rewards=[{name: a, backend: rule, judge: {mode: pairwise}}]", "rewards.0.judge has no use with backend rule: it is for judge"),
        (
            "rewards=[{name: a, backend: judge, endpoints: [http://a], model: m, judge: {lowest: 5, highest: 5}}]",
            "rewards.0.judge.highest must be above judge.lowest (5), not 5"
        ),
        ("budget={}", "budget needs at least one of requests, tokens, cost, hours"),
        ("budget={cost: 5}", "budget.cost needs `prices`, or nobody knows what a token costs"),
        ("prices=[{model: a}, {model: a}]", "prices.1.model repeats `a`: every model has one price"),
    ])
    func `what does not belong together is one clear sentence`(override: String, sentence: String) {
        #expect {
            try Samples.configuration(Samples.minimal, overrides: [override])
        } throws: { error in
            (error as? ConfigurationError)?.problems.map(\.message) == [sentence]
        }
    }
}
