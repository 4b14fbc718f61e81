/// What `selfplay init` writes.
enum InitFiles {
    static let configuration = """
        # A selfplay run. Every key: docs/configuration.md, or `selfplay config schema`.
        run: first                  # the run's name and, under runs/, its folder
        seed: 20250301              # all randomness derives from it
        rounds: 2

        prompts:
          source: prompts.jsonl     # {"prompt": "..."} or {"messages": [...]}, one a line
          per_round: 8              # or: all
          sampling: uniform         # or: weighted, by what prompts taught last time

        policy:
          backend: playground       # a toy model in process; for real ones:
          model: base
          # backend: vllm
          # endpoints: [http://127.0.0.1:8000]
          # model: NAME-AS-SERVED
          samples: 5
          logprobs: given           # measured on the sampled token ids
          sampling: {temperature: 0.8, top_p: 0.95, max_tokens: 32}

        rewards:
          - name: hidden
            backend: playground     # for real ones: vllm (classify) or openrlhf (get_reward), with endpoints and model

        selection:
          pairing: all_pairs
          implicit_reward: mean_logprob
          score: map                # z(dr) - z(abs(dh)): the alignment potential M_AP
          keep: {ratio: 0.4}

        export:
          - format: trl

        """

    static let prompts = """
        {"id": "1", "prompt": "What makes a good morning?"}
        {"id": "2", "prompt": "Tell a short story about a dog and a river."}
        {"id": "3", "prompt": "How do I learn to cook?"}
        {"id": "4", "prompt": "Why is the sea blue?"}
        {"id": "5", "prompt": "Describe a small house in the rain."}
        {"id": "6", "prompt": "Give me three ideas for a garden."}
        {"id": "7", "prompt": "Explain the moon to a child."}
        {"id": "8", "prompt": "What should I read this summer?"}
        {"id": "9", "prompt": "Write a note to an old friend."}
        {"id": "10", "prompt": "How does a train work?"}
        {"id": "11", "prompt": "Name a good game for a long evening."}
        {"id": "12", "prompt": "What is music for?"}

        """
}
