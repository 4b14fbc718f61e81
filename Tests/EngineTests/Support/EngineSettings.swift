import TestSupport

/// Configurations and prompts of the runs against real servers.
enum EngineSettings {
    /// Different additions of one digit as prompts, with the right answer for rules.
    static func prompts(_ count: Int) -> String {
        (0..<count).map { number in
            let (a, b) = (number % 10, (number / 10 + number) % 10)
            return #"{"id":"p\#(number)","prompt":"What is \#(a) plus \#(b)?","answer":"\#(a + b)"}"# + "\n"
        }.joined()
    }

    /// Two rounds of sampled log-probs, checked against forced ones at the start.
    static func llama(_ fleet: Fleet) -> String {
        """
        run: run
        seed: 11
        rounds: 2
        prompts: {source: prompts.jsonl}
        policy:
          backend: llamacpp
          endpoints: [\(fleet.policy.address)]
          model: tiny-lm
          samples: 4
          logprobs: sampled
          scoring: forced
          sampling: {temperature: 1.0, max_tokens: 24}
        rewards: [{name: rm, backend: llamacpp, endpoints: [\(fleet.reward.address)], model: tiny-rm}]
        \(export)
        """
    }

    /// Two rounds of log-probs measured on the sampled ids, and one reward model by both of vLLM's contracts.
    static func vllm(_ fleet: Fleet) -> String {
        """
        run: run
        seed: 11
        rounds: 2
        prompts: {source: prompts.jsonl}
        policy:
          backend: vllm
          endpoints: [\(fleet.policy.address)]
          model: tiny-lm
          samples: 4
          logprobs: given
          sampling: {temperature: 1.0, max_tokens: 24}
        rewards:
          - {name: rm, backend: vllm, endpoints: [\(fleet.reward.address)], model: tiny-rm}
          - {name: pooled, backend: vllm, endpoints: [\(fleet.reward.address)], model: tiny-rm, contract: pooling}
        \(export)
        """
    }

    /// One round through the chat interface that all servers have, judged by the right answer.
    static func chat(_ fleet: Fleet) -> String {
        """
        run: run
        seed: 11
        prompts: {source: prompts.jsonl}
        policy:
          backend: openai
          endpoints: [\(fleet.policy.address)]
          model: tiny-lm
          samples: 4
          logprobs: none
          sampling: {temperature: 1.0, max_tokens: 24}
        rewards: [{name: right, backend: rule, rule: {kind: numeric}}]
        selection: {score: explicit, keep: {ratio: 1.0}}
        export: [{format: trl, columns: [samples, scores]}]
        """
    }

    private static let export = "export: [{format: trl, columns: [samples, scores, margins]}]\n"
}
