package import Inference

/// The playground's policy: a small language model in process, behind the same seam as a served one.
///
/// It does what the best servers do: templated token ids, exact log-probs of sampled and of given tokens, and text that depends on the
/// seed alone, at any concurrency. The weights are read without a lock; calls give way to other tasks between samples.
package struct PlaygroundPolicy: PolicyBackend {
    package let model: PlaygroundModel
    private let name: String
    private let contextLength: Int
    private let delay: Double
    private let counters: PlaygroundCounters
    private let template: PlaygroundTemplate

    /// One of `PlaygroundCatalog.policies`, untrained. Throws `misconfigured` for any other name.
    ///
    /// - Parameters:
    ///   - contextLength: The most tokens of prompt and response together.
    ///   - delay: Seconds every sampling and scoring call waits first.
    package init(
        named name: String = "base",
        contextLength: Int = 512,
        delay: Double = 0,
        counters: PlaygroundCounters = PlaygroundCounters()
    ) throws(BackendError) {
        let seed = try PlaygroundCatalog.seed(ofPolicy: name)
        let model = PlaygroundModel(version: "\(name)-untrained", seed: seed)
        try self.init(model: model, name: name, contextLength: contextLength, delay: delay, counters: counters)
    }

    /// Given weights, a trained model's for example, served under `name`.
    package init(
        model: PlaygroundModel,
        name: String,
        contextLength: Int = 512,
        delay: Double = 0,
        counters: PlaygroundCounters = PlaygroundCounters()
    ) throws(BackendError) {
        try PlaygroundDelay.check(delay)
        if contextLength < 8 {
            throw BackendError(.misconfigured, "the playground's context length must be 8 tokens or more, not \(contextLength)")
        }
        self.model = model
        self.name = name
        self.contextLength = contextLength
        self.delay = delay
        self.counters = counters
        template = PlaygroundTemplate(vocabulary: model.vocabulary)
    }

    package var capabilities: PolicyCapabilities {
        PolicyCapabilities(tokenizes: true, reportsSampledLogprobs: true, scoresGivenText: true, reproducible: true)
    }

    package func probe() async throws -> BackendProbe {
        try counters.record(.probe, items: 1)
        return BackendProbe(models: [name], contextLength: contextLength, server: "playground", weightVersion: model.version)
    }

    package func promptTokens(of messages: [Message]) async throws -> [Int32] {
        try counters.record(.tokenize, items: 1)
        return try template.prompt(of: messages)
    }

    package func conversationTokens(of messages: [Message]) async throws -> [Int32] {
        try counters.record(.tokenize, items: 1)
        return try template.conversation(of: messages)
    }

    package func sample(_ request: SampleRequest) async throws -> [Sample] {
        try counters.record(.sample, items: max(0, request.count))
        try SamplingCheck.check(request)
        let prompt = try request.promptTokens ?? template.prompt(of: request.messages)
        try check(prompt)
        let room = contextLength - prompt.count
        if room < 1 {
            throw tooLong("the prompt alone has \(prompt.count) tokens and leaves no room for an answer")
        }
        try await PlaygroundDelay.wait(delay)
        let longest = min(request.sampling.maxTokens, room)
        let sampler = ResponseSampler(model: model, prompt: prompt, sampling: request.sampling, longest: longest)
        var samples: [Sample] = []
        while samples.count < request.count {
            samples.append(sampler.response(seed: request.seed &+ Int64(samples.count)))
            try await PlaygroundDelay.giveWay()
        }
        return samples
    }

    package func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
        try counters.record(.logprob, items: 1)
        try check(prompt)
        try check(response)
        if prompt.count + response.count > contextLength {
            throw tooLong("prompt and response have \(prompt.count) + \(response.count) tokens")
        }
        try await PlaygroundDelay.wait(delay)
        return logprobs(prompt: prompt, response: response)
    }

    private func logprobs(prompt: [Int32], response: [Int32]) -> [Double] {
        let next = NextToken(model: model, prompt: prompt)
        var seen: [Int32] = []
        var logprobs: [Double] = []
        for token in response {
            next.advance(after: seen)
            logprobs.append(next.logprob(of: token, logSum: next.logSum))
            seen.append(token)
        }
        return logprobs
    }

    private func check(_ tokens: [Int32]) throws(BackendError) {
        for token in tokens where !model.vocabulary.contains(token) {
            throw BackendError(
                .rejected,
                "playground: token id \(token) is none of this model's \(model.vocabulary.count); were the ids made with another model?"
            )
        }
    }

    private func tooLong(_ what: String) -> BackendError {
        BackendError(.tooLong, "playground: \(what), the context holds \(contextLength)")
    }
}
