package import Inference

/// Samples from a model without waiting: for experiments that spend their time in arithmetic and need no backend.
package struct PlaygroundSampler: Sendable {
    private let model: PlaygroundModel
    private let sampling: SamplingParameters
    private let template: PlaygroundTemplate

    /// Throws `rejected` for parameters no distribution has.
    package init(model: PlaygroundModel, sampling: SamplingParameters) throws(BackendError) {
        try SamplingCheck.check(SampleRequest(messages: [], promptTokens: nil, count: 1, seed: 0, sampling: sampling))
        self.model = model
        self.sampling = sampling
        template = PlaygroundTemplate(vocabulary: model.vocabulary)
    }

    /// What `PlaygroundPolicy.sample` gives for the same model, conversation and seed, the context's end aside.
    package func samples(of messages: [Message], count: Int, seed: Int64) throws(BackendError) -> [Sample] {
        let prompt = try template.prompt(of: messages)
        let sampler = ResponseSampler(model: model, prompt: prompt, sampling: sampling, longest: sampling.maxTokens)
        return (0..<count).map { sampler.response(seed: seed &+ Int64($0)) }
    }
}
