/// Scores of a few answers whose order is beyond doubt.
package struct RewardReading: ProbeReading, Hashable {
    /// A question's scores: of the better answer, of the worse one.
    package struct Pair: Sendable, Hashable {
        package var better: Double
        package var worse: Double

        package init(better: Double, worse: Double) {
            self.better = better
            self.worse = worse
        }
    }

    package var pairs: [Pair]
    /// The first pair's better answer once more, where it was asked for.
    package var again: Double?
    /// The contract as recorded: `vllm_classify`, `openrlhf`.
    package var contract: String

    package init(pairs: [Pair], again: Double?, contract: String) {
        self.pairs = pairs
        self.again = again
        self.contract = contract
    }

    /// Contracts of servers that give a model's raw output, unless they were told otherwise or forgot.
    private static let rawContracts = ["vllm", "sglang", "tei", "openrlhf", "triton"]

    /// Largest difference between two scores of one answer that a server's batching explains, as a share of the score.
    private static let noise = 0.01

    package var findings: [ProbeFinding] {
        [order, range, repetition].compactMap { $0 }
    }

    private var order: ProbeFinding? {
        guard !pairs.isEmpty else { return nil }
        let told = pairs.map { "\(ProbeText.rounded($0.better)) over \(ProbeText.rounded($0.worse))" }.joined(separator: ", ")
        let text = "better over worse answers: \(told)"
        let margin = pairs.reduce(0) { $0 + ($1.better - $1.worse) } / Double(pairs.count)
        if pairs.allSatisfy({ $0.better == $0.worse }) {
            return ProbeFinding(
                .selfTest,
                .bad,
                "a better and a worse answer score the same (\(told)): nothing can be learned from that",
                remedy: "check that the model has a reward head and that its answers reach it (template, field names)",
                value: margin,
                bound: 0
            )
        }
        // Small models miss one now and then, and those of a narrow domain rank these as they like: worth a look, no refusal.
        if margin > 0 { return ProbeFinding(.selfTest, .good, text, value: margin, bound: 0) }
        return ProbeFinding(
            .selfTest,
            .warning,
            "\(text): worse answers are not worse to this model",
            remedy: "check the model and its template, unless it judges something quite different",
            value: margin,
            bound: 0
        )
    }

    private var range: ProbeFinding? {
        let scores = pairs.flatMap { [$0.better, $0.worse] }
        guard Self.rawContracts.contains(where: { contract.hasPrefix($0) }), scores.count > 2 else { return nil }
        guard scores.allSatisfy({ 0...1 ~= $0 }) else {
            return ProbeFinding(.range, .good, "scores leave [0, 1], as raw outputs do", value: scores.max())
        }
        return ProbeFinding(
            .range,
            .warning,
            "all scores lie between 0 and 1: they may have gone through a sigmoid, and good answers then tie near 1",
            remedy:
                "serve raw outputs (vLLM: --pooler-config '{\"use_activation\": false}', SGLang: the native /classify, TEI: raw_scores)",
            value: scores.max(),
            bound: 1
        )
    }

    private var repetition: ProbeFinding? {
        guard let again, let first = pairs.first?.better else { return nil }
        let difference = (again - first).magnitude
        let bound = Self.noise * max(1, first.magnitude)
        if difference == 0 { return ProbeFinding(.repeatable, .good, "the same answer scored the same again", value: 0, bound: bound) }
        if difference <= bound {
            return ProbeFinding(
                .repeatable,
                .good,
                "the same answer scored within \(difference) of itself",
                value: difference,
                bound: bound
            )
        }
        return ProbeFinding(
            .repeatable,
            .warning,
            "the same answer scored \(ProbeText.rounded(first)) and then \(ProbeText.rounded(again)): rewards are as noisy as that",
            remedy: "judges: temperature 0, or several votes; servers: turn off dropout and batch-dependent kernels",
            value: difference,
            bound: bound
        )
    }
}
