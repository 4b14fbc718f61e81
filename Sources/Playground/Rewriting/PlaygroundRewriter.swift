package import Inference

/// The playground's rewriting model: a few patterns of the playground's own words, behind the same seam as a served model.
///
/// It reads the last user message as an instruction with a prompt in it (`PlaygroundRewriteTask` says how) and writes a new prompt about the
/// same things, in the words the policy knows and the reward model likes or dislikes. Like a real rewriting model it fails now and then: a
/// share of its answers is bad on purpose, another is wrapped in quotation marks, thoughts and the like.
/// It is no distribution over tokens, so it reports no log-probs and scores nothing.
package struct PlaygroundRewriter: PolicyBackend {
    /// What the playground serves it as.
    package static let name = "rewriter"

    package let capabilities = PolicyCapabilities(
        tokenizes: true,
        reportsSampledLogprobs: false,
        scoresGivenText: false,
        reproducible: true
    )

    private static let version = "rewriter-1"
    private let contextLength: Int
    private let writer: PlaygroundRewriteWriter
    private let delay: Double
    private let counters: PlaygroundCounters
    private let vocabulary = PlaygroundVocabulary.shared
    private let template = PlaygroundTemplate(vocabulary: .shared)

    /// Throws `misconfigured` for a name other than `rewriter`, a delay that is none or a share outside of 0 to 1.
    ///
    /// - Parameters:
    ///   - contextLength: The most tokens of instruction and answer together.
    ///   - badShare: The share of answers that are bad on purpose.
    ///   - wrappedShare: The share of the others that come wrapped.
    ///   - delay: Seconds every sampling call waits first.
    package init(
        named name: String = PlaygroundRewriter.name,
        contextLength: Int = 4096,
        badShare: Double = 0.1,
        wrappedShare: Double = 0.1,
        delay: Double = 0,
        counters: PlaygroundCounters = PlaygroundCounters()
    ) throws(BackendError) {
        try PlaygroundDelay.check(delay)
        guard name == PlaygroundRewriter.name else {
            throw BackendError(.misconfigured, "the playground has no rewriting model \"\(name)\"; set model to \(PlaygroundRewriter.name)")
        }
        for share in [badShare, wrappedShare] where !(share >= 0 && share <= 1) {
            throw BackendError(.misconfigured, "the shares of the playground's rewriter must lie between 0 and 1, not at \(share)")
        }
        self.contextLength = contextLength
        self.delay = delay
        self.counters = counters
        writer = PlaygroundRewriteWriter(badShare: badShare, wrappedShare: wrappedShare)
    }

    package func probe() async throws -> BackendProbe {
        try counters.record(.probe, items: 1)
        return BackendProbe(
            models: [PlaygroundRewriter.name],
            contextLength: contextLength,
            server: "playground",
            weightVersion: PlaygroundRewriter.version
        )
    }

    package func promptTokens(of messages: [Message]) async throws -> [Int32] {
        try counters.record(.tokenize, items: 1)
        return try template.prompt(of: messages)
    }

    package func conversationTokens(of messages: [Message]) async throws -> [Int32] {
        try counters.record(.tokenize, items: 1)
        return try template.conversation(of: messages)
    }

    package func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
        throw BackendError(.misconfigured, "the playground's rewriter has no log-probs: take one of the playground's policies")
    }

    package func sample(_ request: SampleRequest) async throws -> [Sample] {
        try counters.record(.sample, items: max(0, request.count))
        try SamplingCheck.check(request)
        let room = contextLength - (try template.prompt(of: request.messages)).count
        if room < 1 {
            throw BackendError(.tooLong, "playground: the instruction leaves no room for an answer in a context of \(contextLength) tokens")
        }
        try await PlaygroundDelay.wait(delay)
        let task = PlaygroundRewriteTask(instruction: request.messages.last { $0.role == "user" }?.content ?? "")
        var samples: [Sample] = []
        while samples.count < request.count {
            let isGreedy = request.sampling.temperature < 1e-5
            let seed = isGreedy ? 0 : request.seed &+ Int64(samples.count)
            samples.append(sample(writer.answer(to: task, seed: seed), request.sampling, longest: min(request.sampling.maxTokens, room)))
            try await PlaygroundDelay.giveWay()
        }
        return samples
    }

    private func sample(_ answer: String, _ sampling: SamplingParameters, longest: Int) -> Sample {
        let bytes = Array(answer.utf8)
        if let stop = StopStrings(sampling.stop).first(in: bytes, newFrom: 0) {
            return sample(String(decoding: bytes[..<stop], as: UTF8.self), SamplingParameters(), longest: longest)
        }
        let tokens = vocabulary.tokens(of: answer)
        if tokens.count < longest {
            let whole = tokens + [PlaygroundVocabulary.endOfSequence]
            return Sample(text: answer, tokens: whole, tokenLogprobs: nil, finishReason: .stop, weightVersion: PlaygroundRewriter.version)
        }
        let start = beginning(of: answer, tokens: longest)
        return Sample(
            text: start,
            tokens: vocabulary.tokens(of: start),
            tokenLogprobs: nil,
            finishReason: .length,
            weightVersion: PlaygroundRewriter.version
        )
    }

    /// The longest beginning of `answer` that ends before a blank and has at most so many tokens.
    private func beginning(of answer: String, tokens limit: Int) -> String {
        var end = answer.startIndex
        var count = 0
        while end < answer.endIndex {
            let piece = answer[end...].dropFirst().prefix { $0 != " " }.endIndex
            count += vocabulary.tokens(of: String(answer[end..<piece])).count
            if count > limit { break }
            end = piece
        }
        return String(answer[..<end])
    }
}
