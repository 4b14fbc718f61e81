@testable import Settings

/// Sound configurations of the loop, drawn from a seed: every key of it now and then, with values of all kinds.
struct LoopConfigurations {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> YAMLMapping {
        var root = YAMLMapping()
        root["run"] = .text("loop")
        root["prompts"] = .mapping(section([("source", .text("prompts.jsonl"))]))
        root["rewards"] = .list([.mapping(section([("name", .text("rm")), ("backend", .text("playground"))]))])
        let isServed = flip()
        root["policy"] = .mapping(isServed ? served(["vllm", "openai"]) : section([("path", .text(pick(["./m", "a/b"])))]))
        root["export"] = .list([.mapping(section([("format", .text("trl"))]))])
        if flip() { root["evolution"] = .mapping(evolution()) }
        if flip() {
            root["emit"] = .mapping(section([("rounds", pick([.integer(3), .text("all")])), ("base", .text(pick(["all", "kept"])))]))
        }
        if flip() { root["trainer"] = trainer(isServed: isServed) }
        if flip() { root["held_out"] = .mapping(some([("samples", .integer(below(9) + 1))], with: heldOut())) }
        if flip(), root["held_out"] != nil {
            root["early_stop"] = .mapping(some([("mean_score_below", number())], with: ("reward_gain_below", number())))
        }
        if flip() {
            root["eval"] = .mapping(
                some([("every", .integer(2)), ("timeout", .double(1))], with: ("command", command()), ("metric", .text(word())))
            )
        }
        if flip() { root["hooks"] = .mapping(some([("stopped", command()), ("failed", command()), ("timeout", .double(0.5))])) }
        if flip() { root["schedule"] = .list(schedule()) }
        return root
    }

    private mutating func served(_ kinds: [String]) -> YAMLMapping {
        let endpoints: YAMLValue = .list([.text("http://127.0.0.1:\(below(999) + 1)")])
        return some(
            [("api_key_env", .text("KEY")), ("concurrency", .integer(below(99) + 1))],
            with: ("backend", .text(pick(kinds))),
            ("model", .text(word())),
            ("endpoints", endpoints)
        )
    }

    private mutating func evolution() -> YAMLMapping {
        let modes: [String] = EvolutionMode.allCases.map(\.rawValue)
        let mix = section([("evolved", .double(0.5)), ("previous", .double(0.25)), ("fresh", .double(0.25))])
        let sampling = some([("temperature", .double(0.1)), ("top_k", .integer(below(99))), ("max_tokens", .integer(77))])
        let filters = some([
            ("length_ratio", .integer(2)), ("max_tokens", .integer(99)), ("refusals", .bool(flip())), ("shingle", .integer(7)),
        ])
        let template = section([("name", .text("own")), ("file", .text("a b/" + word()))])
        let hasTemplate = flip()
        let rewriter: YAMLMapping =
            flip() ? served(["vllm", "openai", "llamacpp"]) : some([("model", .text(word()))], with: ("same_as", .text("policy")))
        var mapping = some(
            [
                (
                    "select",
                    .mapping(
                        some(
                            [("by", .text("variance")), ("sampling", .text("weighted"))],
                            with: pick([("ratio", .double(0.1)), ("count", .integer(4))])
                        )
                    )
                ),
                ("per_prompt", pick([.integer(2), .text("all")])), ("rewriter", .mapping(rewriter)), ("sampling", .mapping(sampling)),
                ("filters", .mapping(filters)), ("keep", .mapping(section([pick([("ratio", .double(0.3)), ("threshold", .double(-1))])]))),
                ("mix", .mapping(mix)),
            ],
            with: ("mode", .text(pick(modes)))
        )
        mapping["strategies"] = .list(hasTemplate ? [.text("own"), .text("reason")] : [.text("breadth")])
        if hasTemplate { mapping["templates"] = .list([.mapping(template)]) }
        return mapping
    }

    private mutating func trainer(isServed: Bool) -> YAMLValue {
        let weights = some(
            [("timeout", .double(3)), ("check", .integer(below(65))), ("free", .text("stop")), ("stop_command", command())],
            with: ("swap", .text("restart")),
            ("command", command())
        )
        let whole: YAMLMapping = (weights["free"] == nil) == (weights["stop_command"] == nil) ? weights : YAMLMapping()
        switch below(isServed ? 3 : 4) {
        case 0: return .text(pick(["none", "manual"]))
        case 1: return .mapping(some([("weights", .mapping(whole)), ("data", .text("trl"))], with: ("kind", .text("manual"))))
        case 2:
            let variables = section([("A", .text(word())), ("B_2", .text(word()))])
            let around: YAMLValue = .list([command(), command()])
            return .mapping(
                some(
                    [
                        ("environment", .mapping(variables)), ("directory", .text("a/" + word())), ("timeout", .double(1)),
                        ("before", around),
                        ("after", around), ("log_limit", .integer(5)), ("weights", .mapping(whole)),
                    ],
                    with: ("command", command())
                )
            )
        default:
            let playground = some([("loss", .text("simpo")), ("beta", .double(0.1)), ("epochs", .integer(2)), ("seed", .integer(below(9)))])
            return .mapping(some([("playground", .mapping(playground))], with: ("kind", .text("playground"))))
        }
    }

    private mutating func schedule() -> [YAMLValue] {
        var round = 1
        return (0..<below(4)).map { _ in
            round += below(5) + 1
            let set = some(
                [("policy.sampling.top_p", .double(0.5))],
                with: ("policy.sampling.temperature", .double(Double(below(30)) / 10))
            )
            return .mapping(section([("from_round", .integer(round)), ("set", .mapping(set))]))
        }
    }

    private mutating func heldOut() -> (String, YAMLValue) {
        pick([("share", .double(0.25)), ("count", .integer(3)), ("source", .text("../held.jsonl"))])
    }

    // MARK: - Pieces

    private mutating func command() -> YAMLValue { .list((0...below(3)).map { _ in .text(word()) }) }

    /// Words that YAML could mistake for something else among them.
    private mutating func word() -> String {
        pick(["plain", "1", "1e3", "no", "null", "~", "a: b", "# c", "--x=y", "{dataset}", "é😀", "\"q\"", "'", "a b", "\n"])
    }

    private mutating func number() -> YAMLValue { .double(Double(below(2001) - 1000) / 64) }

    private func section(_ entries: [(String, YAMLValue)]) -> YAMLMapping {
        var mapping = YAMLMapping()
        for (name, value) in entries { mapping[name] = value }
        return mapping
    }

    private mutating func some(_ optional: [(String, YAMLValue)], with fixed: (String, YAMLValue)...) -> YAMLMapping {
        var mapping = section(fixed)
        for (name, value) in optional where flip() { mapping[name] = value }
        return mapping
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
    private mutating func flip() -> Bool { below(2) == 0 }

    /// SplitMix64.
    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((bits ^ (bits >> 31)) % UInt64(bound))
    }
}
