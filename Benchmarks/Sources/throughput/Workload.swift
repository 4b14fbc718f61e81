/// What is run: many prompts, five responses each, sampled log-probs, one reward list per prompt, one round, one training set.
enum Workload {
    static let prompts = 2000
    static let samples = 5
    static let responses = prompts * samples
    /// Requests in flight at the policy, and as many at the reward server.
    static let concurrency = 64

    /// The configuration of a run against a server at `port`.
    static func configuration(port: Int) -> String {
        """
        run: throughput
        seed: 7
        prompts: {source: prompts.jsonl, per_round: \(prompts)}
        policy:
          backend: vllm
          endpoints: ["http://127.0.0.1:\(port)"]
          model: policy
          samples: \(samples)
          logprobs: sampled
          concurrency: \(concurrency)
          sampling: {temperature: 0.8, top_p: 0.95, max_tokens: 512}
        rewards:
          - {name: rm, backend: openrlhf, endpoints: ["http://127.0.0.1:\(port)"], template: plain, concurrency: \(concurrency)}
        selection: {pairing: all_pairs, implicit_reward: mean_logprob, score: map, keep: {ratio: 0.4}}
        export: [{format: trl}]

        """
    }

    /// Prompts of 40 to 280 characters, 160 in the mean, as JSON lines; always the same.
    static func promptLines() -> String {
        let words = [
            "explain", "how", "a", "river", "changes", "its", "bed", "over", "time", "and", "what", "people", "\\\"do\\\"", "about", "it",
        ]
        var text = ""
        var state: UInt64 = 1
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33)
        }
        for number in 0..<prompts {
            var prompt = "\(number):"
            let length = 40 + next() % 240
            while prompt.count < length { prompt += " " + words[next() % words.count] }
            text += "{\"id\":\"p\(number)\",\"prompt\":\"\(prompt)\"}\n"
        }
        return text
    }
}
