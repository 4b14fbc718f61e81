/// The configuration of a scenario, drawn: every way to evolve prompts in turn, the rest by chance.
struct ScenarioDraw {
    private static let modes = ["none", "evolve_then_select", "evolve_all", "sample_then_evolve"]
    private static let strategies = ["breadth", "deepen", "constrain", "concretize", "reason"]

    let mode: String
    let prompts: Int
    let yaml: String

    init(number: Int, _ chance: inout Chance) {
        mode = Self.modes[number % Self.modes.count]
        prompts = chance.integer(6...8)
        let logprobs = chance.pick(["none", "sampled", "given", "given", "given"])
        let hasReference = logprobs == "given" && chance.happens(0.6)
        yaml = [
            """
            run: simulated
            seed: \(1000 + number)
            rounds: \(chance.integer(2...3))
            """,
            Self.prompts(&chance),
            """
            policy:
              backend: vllm
              endpoints: [http://policy]
              model: policy
              samples: \(chance.integer(2...4))
              logprobs: \(logprobs)
            """,
            hasReference ? Self.reference(&chance) : "",
            Self.selection(logprobs, hasReference: hasReference, hasJudge: number % 3 == 0, &chance),
            number % 5 < 2 ? "embeddings: {endpoints: [http://embedder], model: vectors, batch: \(1 + number % 4)}" : "",
            Self.annotation(number, logprobs),
            mode == "none" ? "" : Self.evolution(mode, &chance),
            chance.happens(0.6) ? "held_out: {count: 2, samples: \(chance.integer(1...2))}" : "",
            chance.happens(0.7) ? Self.training(&chance) : "",
            "emit: {rounds: \(chance.pick(["this", "this", "all", "2"]))}",
            "export: [{format: trl, columns: [prompt_id, scores, margins, samples, rank, round]}]",
        ].joined(separator: "\n")
    }

    private static func prompts(_ chance: inout Chance) -> String {
        """
        prompts:
          source: prompts.jsonl
          per_round: \(chance.integer(2...3))
          sampling: \(chance.pick(["uniform", "weighted"]))
          informativeness: \(chance.pick(["m_ap", "a_min"]))
        """
    }

    private static func reference(_ chance: inout Chance) -> String {
        "reference: {same_as: policy, model: \(chance.pick(["base", "policy"])), follow: \(chance.pick(["fixed", "rolling"]))}"
    }

    private static func selection(_ logprobs: String, hasReference: Bool, hasJudge: Bool, _ chance: inout Chance) -> String {
        let judge = "  - {name: duel, backend: judge, endpoints: [http://duel], model: duel, judge: {mode: pairwise}}"
        return """
            rewards:
              - {name: list, backend: vllm, endpoints: [http://list], model: list}
              - {name: single, backend: vllm, endpoints: [http://single], model: single}
            \(hasJudge ? judge : "")
            selection:
              pairing: \(chance.pick(["all_pairs", "best_worst"]))
              implicit_reward: \(hasReference ? "dpo" : "mean_logprob")
              score: \(logprobs == "none" ? "explicit" : "map")
              reward: \(chance.pick(hasJudge ? ["list", "single", "duel", "duel"] : ["list", "single"]))
              keep: {ratio: 0.5}
              guards: {truncated: \(chance.happens(0.25))}
            """
    }

    private static func annotation(_ number: Int, _ logprobs: String) -> String {
        switch number % 7 {
        case 2: "annotate: {rule: aepo, keep: \(2 + number % 2), vectors: \(number % 5 < 2 ? "embedding" : "text")}"
        case 4 where logprobs != "none":
            "annotate: {rule: smallest_margin, budget: 30, schedule: \(number % 2 == 0 ? "falling" : "constant")}"
        default: ""
        }
    }

    private static func evolution(_ mode: String, _ chance: inout Chance) -> String {
        var names = strategies
        for _ in 0..<chance.integer(2...4) { names.remove(at: chance.integer(0...(names.count - 1))) }
        let amount = chance.pick(["ratio: 0.5", "ratio: 1.0", "count: 2"])
        let mix = chance.pick(["", "", "mix: {evolved: 0.5, previous: 0.25, fresh: 0.25}", "mix: {evolved: 0.3, previous: 0.7}"])
        return """
            evolution:
              mode: \(mode)
              select: {by: \(chance.pick(["m_ap", "m_ap", "a_min", "variance"])), \(amount), sampling: \(chance.pick(["greedy", "weighted"]))}
              strategies: [\(names.joined(separator: ", "))]
              per_prompt: \(chance.pick(["all", "1", "2"]))
              rewriter: \(chance.pick(["{same_as: policy}", "{backend: vllm, endpoints: [http://writer], model: writer}"]))
              filters: {near_duplicate: \(chance.pick(["0.7", "1.0"]))\(chance.happens(0.3) ? ", max_tokens: 12" : "")}
              keep: {\(chance.pick(["ratio: 0.5", "count: 2"]))}
              \(mode == "sample_then_evolve" || chance.happens(0.3) ? mix : "")
            """
    }

    private static func training(_ chance: inout Chance) -> String {
        let evaluation = "\neval: {command: [evaluate], metric: accuracy, every: \(chance.integer(1...2))}"
        return "trainer: {command: [train], weights: {swap: external}}" + (chance.happens(0.3) ? evaluation : "")
    }
}
