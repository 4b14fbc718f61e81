/// Configurations of the tests: small, with little patience.
enum Settings {
    /// What every configuration here ends with: a dead server is given up after seconds.
    private static let limits = """
        limits: {attempts: 4, wait_for_backend: 10, request_timeout: 60, stall_timeout: 30}
        """

    /// The playground: no server.
    static let playground = """
        run: run
        seed: 11
        prompts: {source: prompts.jsonl}
        policy: {samples: 3, sampling: {max_tokens: 8}}
        rewards: [{name: taste, backend: playground}]
        export: [{format: trl, columns: [samples, scores, margins]}]
        """

    /// A vLLM policy with measured log-probs, and a vLLM reward model.
    static func vllm(_ policy: String, reward: String) -> String {
        """
        run: run
        seed: 11
        prompts: {source: prompts.jsonl}
        policy:
          backend: vllm
          endpoints: [\(policy)]
          model: policy
          samples: 3
          sampling: {temperature: 0.9, max_tokens: 8}
        rewards: [{name: rm, backend: vllm, endpoints: [\(reward)], model: rm}]
        export: [{format: trl, columns: [samples, scores, margins]}]
        \(limits)
        """
    }

    /// An OpenAI policy without log-probs, and an OpenRLHF reward server.
    static func openai(_ policy: String, reward: String) -> String {
        """
        run: run
        seed: 11
        prompts: {source: prompts.jsonl}
        policy:
          backend: openai
          endpoints: [\(policy)]
          model: policy
          samples: 3
          logprobs: none
          sampling: {max_tokens: 8}
        rewards: [{name: rm, backend: openrlhf, endpoints: [\(reward)], template: plain}]
        selection: {score: explicit, keep: {ratio: 1.0}}
        export: [{format: trl, columns: [samples, scores]}]
        \(limits)
        """
    }
}
