@testable import Settings

/// Configurations the tests start from.
enum Samples {
    static let folder = "/data/project"

    static let minimal = """
        run: quickstart
        prompts: {source: prompts.jsonl}
        rewards:
          - {name: length, backend: playground}
        """

    /// Every key once, none at its default.
    static let full = """
        run: night-shift_2
        seed: 20250301
        rounds: 3
        ledger: /scratch/run.sqlite
        prompts:
          source: ../prompts.jsonl
          per_round: 64
          sampling: weighted
          informativeness: m_ap
          max_characters: 8000
        policy:
          backend: vllm
          endpoints: ["http://127.0.0.1:8000", "https://gpu.example:8443/base"]
          model: policy
          api_key_env: POLICY_KEY
          concurrency: 32
          samples: 8
          logprobs: given
          scoring_concurrency: 2
          context: 16384
          sampling:
            temperature: 0.8
            top_p: 0.95
            top_k: 50
            min_p: 0.05
            repetition_penalty: 1.1
            presence_penalty: -0.5
            frequency_penalty: 0.25
            max_tokens: 4096
          chat:
            system: "You are terse.\\nAlways."
            template_kwargs: {enable_thinking: false, depth: 3, scale: 1.5, nothing: null}
            stop: ["<|im_end|>", "\\n\\nUser:"]
            extra_body:
              logit_bias: {"50256": -100}
              list: [1, 2.0, "3", true]
        reference: {same_as: policy, model: base, concurrency: 3}
        rewards:
          - name: rm
            backend: vllm
            endpoints: ["http://127.0.0.1:8001"]
            model: rm
            api_key_env: RM_KEY
            concurrency: 16
            batch_independent: false
          - {name: text, backend: openrlhf, endpoints: ["http://127.0.0.1:5000/get_reward"], template: templates/rm.txt}
          - {name: old, backend: imported}
        selection:
          pairing: best_worst
          implicit_reward: dpo
          beta: 0.2
          score: z(dr) - 2.5 * z(abs(dh))
          where: dr > 0.1
          reward: text
          keep: {count: 500}
          guards: {truncated: true}
        limits:
          request_timeout: 100
          connect_timeout: 2.5
          stall_timeout: 30
          response_megabytes: 64
          attempts: 3
          failed_share: 0.1
          wait_for_backend: 0
          drain: 5
        export:
          - {format: trl, columns: [prompt_id, margins]}
        playground: {seed: 4, noise: 0.5, delay: 0.01, context: 512}
        """

    static func configuration(_ yaml: String, overrides: [String] = []) throws -> Configuration {
        try Configuration(yaml: yaml, file: "config.yaml", folder: folder, overrides: overrides)
    }

    /// The messages of everything wrong with `yaml`, in order; empty when nothing is.
    static func problems(_ yaml: String, overrides: [String] = []) -> [String] {
        do {
            _ = try Configuration(yaml: yaml, file: "config.yaml", folder: folder, overrides: overrides)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    /// The minimal configuration with one more line.
    static func problems(minimalAnd line: String) -> [String] { problems(minimal + "\n" + line) }
}
