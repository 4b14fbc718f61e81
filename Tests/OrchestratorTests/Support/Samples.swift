import Datasets
import Inference
import Ledger
import Settings

@testable import Orchestrator

/// Configurations and ledgers the tests start from.
enum Samples {
    static func configuration(_ overrides: [String] = []) throws -> Configuration {
        let yaml = """
            run: tests
            seed: 7
            rounds: 2
            prompts: {source: prompts.jsonl, per_round: 4, sampling: uniform}
            policy: {backend: playground, model: base, samples: 2, logprobs: none}
            rewards:
              - {name: rm, backend: playground}
            selection: {score: explicit, keep: {ratio: 1}}
            export:
              - {format: trl}
            """
        return try Configuration(yaml: yaml, file: "config.yaml", folder: "/nowhere", overrides: overrides)
    }

    static func pool(_ count: Int) -> [PoolPrompt] {
        (0..<count).map { prompt("question \($0)") }
    }

    static func prompt(_ text: String) -> PoolPrompt {
        let messages = [Message(role: "user", content: text)]
        return PoolPrompt(messages: messages, contentHash: PromptRecord.contentHash(of: messages), externalID: nil, metadata: nil)
    }

    /// A ledger of a run with that configuration.
    static func ledger(_ configuration: Configuration, prompts: Int = 4) throws -> Ledger {
        try ledger(configuration, texts: pool(prompts).map { $0.messages[0].content })
    }

    static func ledger(_ configuration: Configuration, texts: [String]) throws -> Ledger {
        let ledger = try Ledger.inMemory()
        let run = RunRecord(name: "tests", seed: 7, createdAt: 0, createdBy: "0")
        try ledger.begin(run, configuration: RunStore.record(configuration, round: 1), pool: texts.map(prompt), dropped: [])
        return ledger
    }

    /// Answers of the rewriting model, which nobody has looked at yet.
    static func rewrite(
        _ round: Int,
        _ ledger: Ledger,
        parents: [Int64],
        strategy: String = "breadth",
        text: String = "rewritten",
        finish: String = "stop"
    ) throws {
        let facts = parents.map { parent in
            RewriteFact(
                parentID: parent,
                strategy: strategy,
                attempt: 0,
                seed: 1,
                text: text,
                finishReason: finish,
                model: "rewriter",
                endpoint: "http://0",
                weightVersion: ""
            )
        }
        try ledger.commit(facts.map { .rewrite($0) }, round: round)
    }

    /// Plans a round with all prompts and answers it: sample s of prompt p gets the reward `rewards(p, s)`.
    static func answer(_ round: Int, _ ledger: Ledger, prompts: [Int64], rewards: (Int64, Int) -> Double) throws {
        try ledger.plan(
            round: round,
            policy: "base",
            reference: nil,
            weightVersion: "",
            phase: .base,
            prompts: prompts.map { ($0, nil) },
            at: 1
        )
        var response = try ledger.round(round)?.firstResponse ?? 1
        for prompt in prompts {
            for sample in 0..<2 {
                var fact = Script.responses(prompt, [sample])
                if case .response(var known) = fact[0] {
                    known.text = "answer \(prompt).\(sample)"
                    fact[0] = .response(known)
                }
                let reward = RewardFact(responseID: response, name: "rm", model: "hidden", contract: "fake", score: rewards(prompt, sample))
                try ledger.commit(fact + [.reward(reward)], round: round)
                response += 1
            }
        }
    }
}
