/// Configurations that use the keys of every backend.
enum FleetConfigurations {
    /// Every key that belongs to one backend, none at its default; one configuration cannot hold them all.
    static let all: [String] = [
        """
        run: hosted
        policy:
          backend: openai
          endpoints: ["https://api.example/v1"]
          model: large
          api_key_env: API_KEY
          requests_per_minute: 500
          tokens_per_minute: 200000
          logprobs: none
          batch: {lines: 1000, poll: 5}
        rewards:
          - name: judge
            backend: judge
            endpoints: ["https://api.example/v1"]
            model: large
            judge: {mode: pairwise, pairs: ring, aggregate: copeland, lowest: 0, highest: 5, template: judge.txt, ties: true, structured: false, max_tokens: 8}
            batch: {lines: 10, poll: 7}
        selection: {score: explicit}
        embeddings: {backend: tei, endpoints: ["http://e:80"], model: gte, api_key_env: E_KEY, batch: 8, concurrency: 3, closed_rounds: true}
        annotate: {rule: aepo, keep: 3, lambda: 0.5, vectors: embedding}
        budget: {requests: 100, tokens: 5000, cost: 12.5, hours: 8}
        prices: [{model: large, input: 2.5, output: 10, request: 0.001, batch: 0.4}]
        """,
        """
        run: echo
        policy: {backend: openai, endpoints: ["http://a:1/v1"], model: base, api: completions, template: chat.txt}
        reference: {backend: command, model: ref, command: [python3, ref.py], processes: 2}
        rewards:
          - {name: a, backend: vllm, endpoints: ["http://a:2"], model: rm, contract: pooling, requests_per_minute: 10, tokens_per_minute: 20}
          - {name: b, backend: tei, endpoints: ["http://a:3"], pair: true}
          - {name: c, backend: triton, endpoints: ["http://a:4"], output: scores, template: plain}
          - {name: d, backend: sglang, endpoints: ["http://a:5"], template: policy}
          - {name: e, backend: command, command: [./rm, --fast], processes: 3}
          - name: f
            backend: rule
            rule: {kind: regex, answer_key: meta.answer, pattern: "[0-9]+", right: 2, wrong: -1, missing: -2, tolerance: 0.01}
        """,
        """
        run: child
        policy: {backend: command, model: mine, command: [python3, policy.py], processes: 4, offers: [score]}
        reference: {backend: vllm, endpoints: ["http://a:1"], model: base, requests_per_minute: 1, tokens_per_minute: 2}
        rewards: [{name: length, backend: playground}]
        evolution:
          mode: evolve_then_select
          rewriter: {backend: command, model: w, command: [w], processes: 5}
        limits: {hedging: false}
        """,
        """
        run: radix
        policy: {backend: sglang, endpoints: ["http://a:1"], model: base, deterministic: true}
        rewards:
          - {name: length, backend: playground}
          - {name: judge, backend: judge, endpoints: ["http://a:2"], model: j, judge: {mode: pairwise, schedule: merge_sort}}
          - {name: next, backend: followup, endpoints: ["http://a:3"], model: f, followup: {server: sglang, positive: [yes], negative: [no, never]}}
        annotate: {rule: smallest_margin, budget: 100, schedule: constant}
        evolution:
          mode: evolve_then_select
          rewriter: {backend: vllm, endpoints: ["http://a:1"], model: w, requests_per_minute: 1, tokens_per_minute: 2}
        """,
    ]
}
