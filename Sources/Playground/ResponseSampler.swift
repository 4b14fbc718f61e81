import Inference

/// Draws responses to one prompt, each from its own seed. Not `Sendable`: one task uses it.
final class ResponseSampler {
    private let next: NextToken
    private let draw: TokenDraw
    private let stops: StopStrings
    private let vocabulary: PlaygroundVocabulary
    private let version: String
    private let longest: Int

    /// `longest` is the most tokens a response may have: `maxTokens`, or what the prompt leaves of the context.
    init(model: PlaygroundModel, prompt: [Int32], sampling: SamplingParameters, longest: Int) {
        next = NextToken(model: model, prompt: prompt)
        draw = TokenDraw(sampling: sampling, prompt: prompt, vocabularyCount: model.vocabulary.count)
        stops = StopStrings(sampling.stop)
        vocabulary = model.vocabulary
        version = model.version
        self.longest = longest
    }

    /// A response until `<eos>` (among the tokens, not in the text), a stop string (cut off the text, its tokens kept) or `longest` tokens.
    func response(seed: Int64) -> Sample {
        var generator = SeededGenerator(seed: seed)
        var tokens: [Int32] = []
        var logprobs: [Double] = []
        var writer = PlaygroundTextWriter(vocabulary: vocabulary)
        draw.startResponse()
        while tokens.count < longest {
            next.advance(after: tokens)
            let token = draw.draw(from: next, generator: &generator)
            tokens.append(token)
            logprobs.append(next.logprob(of: token, logSum: next.logSum))
            if token == PlaygroundVocabulary.endOfSequence {
                return sample(writer.text, tokens, logprobs, .stop)
            }
            let written = writer.bytes.count
            writer.append(token)
            if let stop = stops.first(in: writer.bytes, newFrom: written) {
                return sample(String(decoding: writer.bytes[..<stop], as: UTF8.self), tokens, logprobs, .stop)
            }
        }
        return sample(writer.text, tokens, logprobs, .length)
    }

    private func sample(_ text: String, _ tokens: [Int32], _ logprobs: [Double], _ reason: Sample.FinishReason) -> Sample {
        Sample(text: text, tokens: tokens, tokenLogprobs: logprobs, finishReason: reason, weightVersion: version)
    }
}
