import Glibc

/// Responses to one prompt, drawn with seeds that are equal, neighbours, or one request's children.
///
/// Servers differ here without saying so: some ignore seeds, some draw every unseeded request with the same one (SGLang: 42), some give all
/// children of a request the request's own seed, so that n responses are one response n times.
package struct SeedReading: ProbeReading {
    /// Drawn with seed s, and once more with s; a second draw that is nil was not asked for.
    package var first: Sample
    package var again: Sample?
    /// Drawn with s + 1, s + 2, …
    package var neighbours: [Sample]
    /// One request for two responses with seed s.
    package var children: [Sample]
    /// The dialect says that equal seeds give equal text and that child j is drawn with s + j.
    package var claimsReproducible: Bool

    package init(first: Sample, again: Sample? = nil, neighbours: [Sample] = [], children: [Sample] = [], claimsReproducible: Bool) {
        self.first = first
        self.again = again
        self.neighbours = neighbours
        self.children = children
        self.claimsReproducible = claimsReproducible
    }

    /// Draws that agree by chance less often than this mean something.
    private static let chance = 1e-3

    package var findings: [ProbeFinding] {
        [ids, repetition, difference, siblings].compactMap { $0 }
    }

    private var ids: ProbeFinding? {
        guard let tokens = first.tokens else { return nil }
        return ProbeFinding(.ids, .good, "samples come with their token ids (\(tokens.count))", value: Double(tokens.count))
    }

    private var repetition: ProbeFinding? {
        guard let again else { return nil }
        if isSame(first, again) { return ProbeFinding(.sameSeed, .good, "the same request gave the same response") }
        let message = "the same request with the same seed gave another response: the run cannot be repeated exactly"
        guard claimsReproducible else { return ProbeFinding(.sameSeed, .warning, message) }
        return ProbeFinding(
            .sameSeed,
            .warning,
            message,
            remedy: "vLLM: VLLM_BATCH_INVARIANT=1; SGLang: --enable-deterministic-inference; llama-server: -fa off; or live with it: "
                + "what is recorded is right either way"
        )
    }

    private var difference: ProbeFinding? {
        guard !neighbours.isEmpty else { return nil }
        guard neighbours.allSatisfy({ isSame(first, $0) }) else {
            return ProbeFinding(.otherSeeds, .good, "other seeds gave other responses")
        }
        return equal(
            .otherSeeds,
            count: neighbours.count,
            "\(neighbours.count + 1) different seeds gave the same response at temperature 1",
            "the server ignores seeds and draws with one of its own: send none of a proxy's making, and check its version"
        )
    }

    private var siblings: ProbeFinding? {
        guard children.count == 2 else { return nil }
        if isSame(children[0], children[1]) {
            return equal(
                .children,
                count: 1,
                "one request for two responses gave the same response twice",
                "all of a request's responses are drawn with one seed there: this backend must ask for each by itself"
            )
        }
        guard claimsReproducible, let neighbour = neighbours.first else {
            return ProbeFinding(.children, .good, "one request for two responses gave two")
        }
        if isSame(children[0], first), isSame(children[1], neighbour) {
            return ProbeFinding(.children, .good, "one request for two responses equals two requests with seeds s and s + 1")
        }
        return ProbeFinding(
            .children,
            .warning,
            "one request for two responses gave others than two requests with seeds s and s + 1: responses depend on how they are asked for, "
                + "so the run cannot be repeated exactly"
        )
    }

    /// Responses that should differ and do not: meaningless where the model is that sure of itself.
    private func equal(_ check: ProbeCheck, count: Int, _ message: String, _ remedy: String) -> ProbeFinding {
        guard let probability else {
            return ProbeFinding(check, .warning, "\(message); the model may be that sure of it, or \(remedy)")
        }
        var byChance = 1.0
        for _ in 0..<count { byChance *= probability }
        if byChance < Self.chance { return ProbeFinding(check, .bad, message, remedy: remedy, value: byChance, bound: Self.chance) }
        return ProbeFinding(
            check,
            .warning,
            "\(message), which it would by chance with probability \(ProbeText.rounded(byChance)): the model hardly varies",
            value: byChance,
            bound: Self.chance
        )
    }

    /// Of the first response under the policy, where its log-probs are told.
    private var probability: Double? {
        guard let logprobs = first.tokenLogprobs, !logprobs.isEmpty else { return nil }
        return exp(logprobs.reduce(0, +))
    }

    private func isSame(_ one: Sample, _ other: Sample) -> Bool {
        if let tokens = one.tokens, let others = other.tokens { return tokens == others }
        return one.text == other.text
    }
}
