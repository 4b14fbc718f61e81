/// Configurations of the loop's tests.
enum LoopSettings {
    /// The playground: three short answers to every prompt.
    static let playground = """
        run: run
        seed: 11
        prompts: {source: prompts.jsonl}
        policy: {samples: 3, sampling: {max_tokens: 8}}
        rewards: [{name: taste, backend: playground}]
        export: [{format: trl, columns: [external_id, samples, scores, margins, round]}]

        """

    /// As above; the prompts are ours or rewrites of them, which have no id of their own.
    static let evolving = playground.replacing("external_id", with: "prompt_id")

    static let rewriter = "rewriter: {backend: playground, model: rewriter}, sampling: {max_tokens: 48}"
}
