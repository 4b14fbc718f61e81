import JSONCursor

/// A sample of llama-server, of whose log-probs some may have to be measured yet.
struct LlamaDraft {
    private var text: String
    private var tokens: [Int32]
    private var logprobs: [Double?]
    private var finishReason: Sample.FinishReason

    /// The generations of a reply by index. Throws where another model answered.
    static func choices(_ cursor: inout JSONCursor, count: Int, prompt: [Int32], model: String) throws -> ReplyChoices<LlamaDraft> {
        var choices = ReplyChoices<LlamaDraft>(count: count)
        for completion in try LlamaCompletion.all(&cursor) {
            try completion.check(model: model)
            try choices.add(completion.index) { try LlamaDraft(completion, prompt) }
        }
        return choices
    }

    private init(_ completion: LlamaCompletion, _ prompt: [Int32]) throws {
        try completion.check(prompt: prompt)
        guard let content = completion.content else { throw BadReply.malformed("a completion has no content") }
        text = content
        tokens = completion.tokens
        logprobs = try LlamaAlignment.align(completion.reported, to: completion.tokens)
        finishReason = try completion.finishReason()
    }

    /// The sample with all its log-probs.
    func sample(after prompt: [Int32], _ measurement: LlamaMeasurement) async throws -> Sample {
        let measured = try await measurement.completed(logprobs, of: tokens, after: prompt)
        return Sample(text: text, tokens: tokens, tokenLogprobs: measured, finishReason: finishReason)
    }
}
