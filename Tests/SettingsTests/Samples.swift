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
          path: ../models/policy
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
        reference: {same_as: policy, model: base, concurrency: 3, path: ../models/base, follow: rolling}
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
        evolution:
          mode: sample_then_evolve
          select: {by: a_min, count: 100, sampling: weighted}
          strategies: [deepen, own]
          per_prompt: 1
          templates: [{name: own, file: strategies/own.txt}]
          rewriter: {same_as: reference, model: writer, concurrency: 5}
          sampling:
            temperature: 0.5
            top_p: 0.5
            top_k: 10
            min_p: 0.1
            repetition_penalty: 1.2
            presence_penalty: 0.5
            frequency_penalty: -0.5
            max_tokens: 512
          filters:
            length_ratio: 3
            max_tokens: 700
            refusals: false
            meta_text: false
            near_duplicate: 0.7
            shingle: 5
            script_drift: 0.4
          keep: {ratio: 0.5}
          mix: {evolved: 0.6, previous: 0.3, fresh: 0.1}
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
        emit: {rounds: 2, base: all}
        trainer:
          kind: command
          command: [python3, train.py, --data, "{dataset}", --epochs, 3, --flag, a, --flag, a, '']
          environment: {CUDA_VISIBLE_DEVICES: 0, TOKENIZERS_PARALLELISM: "false", NOTE: 'a=b "c"'}
          directory: ../trainer
          timeout: 3600
          log_limit: 1000000
          before: [[./free.sh, now], [sync]]
          after: [[./merge.sh]]
          data: trl
          weights:
            swap: restart
            command: [systemctl, restart, vllm]
            free: stop
            stop_command: [systemctl, stop, vllm]
            timeout: 90
            check: 8
            noise_floor: 0.01
        held_out: {share: 0.1, samples: 4}
        early_stop: {mean_score_below: -0.5, reward_gain_below: 0.01, rounds: 2}
        eval: {command: [python3, eval.py], every: 2, metric: accuracy, on_fall: stop, timeout: 60, tolerance: 0.02}
        hooks: {round_finished: [notify, round], stopped: [notify, stopped], failed: [notify, failed], timeout: 5}
        schedule:
          - {from_round: 2, set: {policy.sampling.top_p: 0.9, policy.sampling.temperature: 1}}
          - from_round: 3
            set:
              policy.sampling.temperature: 1.2
              policy: {sampling: {max_tokens: 2048}}
        playground: {seed: 4, noise: 0.5, delay: 0.01, context: 512}
        """

    /// The loop on the playground, with every key of its trainer.
    static let playground = """
        run: loop
        rounds: 3
        prompts: {source: prompts.jsonl}
        rewards: [{name: hidden, backend: playground}]
        evolution: {mode: evolve_then_select, rewriter: {backend: playground}}
        trainer:
          kind: playground
          playground: {loss: simpo, beta: 2, gamma: 0.5, learning_rate: 0.01, epochs: 2, batch: 8, seed: 3}
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
