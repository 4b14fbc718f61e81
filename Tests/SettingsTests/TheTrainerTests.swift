import Testing

@testable import Settings

@Suite struct TheTrainerTests {
    private func trainer(_ line: String = "", overrides: [String] = []) throws -> TrainerSettings {
        try Samples.configuration(Samples.minimal + "\n" + line, overrides: overrides).trainer
    }

    @Test func `no trainer unless one is named`() throws {
        #expect(try trainer().kind == .none)
        #expect(try trainer("trainer:").kind == .none)
        #expect(try trainer("trainer: {}").kind == .none)
    }

    @Test(arguments: ["none", "manual", "playground"])
    func `a single word is short for a section with that kind`(word: String) throws {
        #expect(try trainer("trainer: \(word)") == trainer("trainer: {kind: \(word)}"))
        #expect(try trainer("trainer: \(word)").kind.rawValue == word)
    }

    @Test func `a command makes the kind a command`() throws {
        let trainer = try trainer("trainer: {command: [python3, train.py, --lr, 1e-5, --same, x, --same, x, '', yes]}")
        #expect(trainer.kind == .command)
        #expect(trainer.command == ["python3", "train.py", "--lr", "1e-5", "--same", "x", "--same", "x", "", "yes"])
        #expect(trainer.directory.absolute == Samples.folder)
        #expect(trainer.timeout == 86_400)
        #expect(trainer.logLimit == 536_870_912)
        #expect(trainer.data == .trl)
        #expect(trainer.before.isEmpty && trainer.after.isEmpty && trainer.environment.isEmpty)
        #expect(trainer.weights.swap == .none && trainer.weights.free == .none)
        #expect(trainer.weights.check == 16)
        #expect([trainer.weights.timeout, trainer.weights.noiseFloor] == [600, 0.001])
    }

    @Test func `variables and commands around it are texts as they are written`() throws {
        let trainer = try trainer(
            "trainer: {command: [t], environment: {GPU: 0, FLAG: true, EMPTY: '', A_B: 'x y'}, before: [[a, 1], [b]], after: [[c, '']]}"
        )
        #expect(trainer.environment == ["GPU": "0", "FLAG": "true", "EMPTY": "", "A_B": "x y"])
        #expect(trainer.before == [["a", "1"], ["b"]])
        #expect(trainer.after == [["c", ""]])
    }

    @Test func `overrides reach a trainer however it is written`() throws {
        let command = "trainer: {command: [t], weights: {swap: external}}"
        #expect(try trainer(command, overrides: ["trainer=none"]).kind == .none)
        #expect(try trainer(command, overrides: ["trainer=none"]).weights.swap == .none)
        #expect(try trainer("trainer: playground", overrides: ["trainer.playground.epochs=4"]).playground.epochs == 4)
        #expect(try trainer("trainer: none", overrides: ["trainer.kind=manual"]).kind == .manual)
        #expect(try trainer(overrides: ["trainer.command=[t]"]).kind == .command)
        #expect(try trainer(overrides: ["trainer.command.0=t", "trainer.command.1=--x"]).command == ["t", "--x"])
        #expect(try trainer(command, overrides: ["trainer.environment.GPU=1"]).environment == ["GPU": "1"])
    }

    @Test(arguments: [
        (
            "trainer: playgrond",
            "5:10: trainer.kind must be one of `none`, `manual`, `playground`, `command`, not `playgrond`; did you mean"
        ),
        ("trainer: command", "5:1: trainer.command is missing: with kind command, name the program and its arguments"),
        ("trainer: [t]", "5:10: trainer must be a section with keys such as kind, command, environment, directory, not a list"),
        ("trainer: {command: python3 train.py}", "5:20: trainer.command must be a list of texts, the program first"),
        (
            "trainer: {command: []}",
            "5:20: trainer.command must be a list of texts, the program first (`[python3, train.py]`), not an empty"
        ),
        (
            "trainer: {command: ['', x]}",
            "5:21: trainer.command must be a list of texts, the program first (`[python3, train.py]`); one entry"
        ),
        ("trainer: {command: [a, ~]}", "5:24: trainer.command must be a list"),
        ("trainer: {command: [a, [b]]}", "5:24: trainer.command must be a list"),
        (#"trainer: {command: [a, "b\0"]}"#, "5:24: trainer.command must be a list"),
        ("trainer: {command: [a], before: [b]}", "5:34: trainer.before.0 must be a list of texts, the program first"),
        ("trainer: {command: [a], before: [[b, {}]]}", "5:38: trainer.before.0 must be a list of texts, the program first"),
        (
            "trainer: {command: [a], environment: {A-B: 1}}",
            "5:39: trainer.environment names `A-B`, which is no name of an environment variable"
        ),
        ("trainer: {command: [a], environment: {A: [1]}}", "5:42: trainer.environment.A must be text"),
        ("trainer: {command: [a], environment: {A: }}", "5:42: trainer.environment.A must be text: quote an empty one (`''`)"),
        ("trainer: {command: [a], log_limit: 0}", "5:36: trainer.log_limit must be a whole number from 1, not `0`"),
        ("trainer: {kind: manual, weights: {check: 65}}", "5:42: trainer.weights.check must be a whole number from 0 to 64, not `65`"),
        ("trainer: {kind: playground, command: [a]}", "5:29: trainer.command has no use with trainer.kind playground: remove it"),
        ("trainer: {kind: manual, timeout: 5}", "5:25: trainer.timeout has no use with trainer.kind manual"),
        ("trainer: {command: [a], playground: {beta: 1}}", "5:25: trainer.playground has no use with trainer.kind command"),
        (
            "trainer: {playground: {beta: 1}}",
            "5:11: trainer.playground has no use with trainer.kind none (the default): remove it, or change"
        ),
        ("trainer: {kind: none, weights: {check: 1}}", "5:23: trainer.weights has no use with trainer.kind none: remove it"),
        ("trainer: manual\nexport: []", "6:1: export must not be empty with a trainer, which reads what is exported"),
    ])
    func `a wrong trainer is one clear sentence`(line: String, expected: String) {
        let problems = Samples.problems(minimalAnd: line)
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.hasPrefix("config.yaml:" + expected) == true, "\(problems)")
    }

    @Test func `the playground's trainer needs the playground's policy`() {
        let yaml = "trainer: playground\npolicy: {backend: vllm, endpoints: [http://a], model: m}"
        #expect(
            Samples.problems(minimalAnd: yaml) == [
                "config.yaml:5:10: trainer.kind playground trains the playground's policy, and policy.backend is vllm: use manual or a command"
            ]
        )
    }

    private static let backends = ["playground", "vllm", "openai", "llamacpp"]

    @Test(arguments: ["vllm_lora", "vllm_reload", "sglang_disk"], backends)
    func `a swap fits the servers`(swap: String, backend: String) {
        let needed: String = swap.hasPrefix("vllm") ? "vllm" : "openai"
        let problems = problems("swap: \(swap)", backend)
        let expected = "config.yaml:5:21: trainer.weights.swap \(swap) needs policy.backend \(needed), not \(backend)"
        #expect(problems == (backend == needed ? [] : [expected]))
    }

    @Test(arguments: ["vllm_sleep", "sglang_release"], backends)
    func `a release of memory fits the servers`(release: String, backend: String) {
        let needed: String = release.hasPrefix("vllm") ? "vllm" : "openai"
        let problems = problems("free: \(release)", backend)
        let expected = "config.yaml:5:21: trainer.weights.free \(release) needs policy.backend \(needed), not \(backend)"
        #expect(problems == (backend == needed ? [] : [expected]))
    }

    private func problems(_ weights: String, _ backend: String) -> [String] {
        let server: String = backend == "playground" ? "" : ", endpoints: [http://a], model: m, logprobs: none"
        let yaml = "trainer: {weights: {\(weights)}, kind: manual}\npolicy: {backend: \(backend)\(server)}"
        return Samples.problems(minimalAnd: yaml)
    }

    @Test(arguments: [
        (
            "swap: restart",
            "5:25: trainer.weights.command is missing: with trainer.weights.swap restart, name the program and its arguments"
        ),
        ("command: [a]", "5:35: trainer.weights.command has no use with trainer.weights.swap none: remove it, or set restart"),
        (
            "swap: external, free: stop",
            "5:25: trainer.weights.stop_command is missing: with trainer.weights.free stop, name the program and its arguments"
        ),
        ("stop_command: [a]", "5:35: trainer.weights.stop_command has no use with trainer.weights.free none: remove it, or set stop"),
        (
            "free: stop, stop_command: [a]",
            "5:35: trainer.weights.free stop ends the server: set trainer.weights.swap to restart or external, so that it comes back"
        ),
    ])
    func `commands for the servers stand where they are used`(weights: String, expected: String) {
        #expect(Samples.problems(minimalAnd: "trainer: {kind: manual, weights: {\(weights)}}") == ["config.yaml:" + expected])
    }
}
