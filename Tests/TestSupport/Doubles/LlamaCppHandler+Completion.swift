extension LlamaCppHandler {
    struct CompletionRequest: Decodable {
        var prompt: [Int32]
        var n_predict: Int?
        var n_cmpl: Int?
        var seed: Int64?
        var temperature: Double?
        var n_probs: Int?
        var return_tokens: Bool?
        var stop: [String]?
        /// Pairs of a token and what is added to its logit.
        var logit_bias: [[Double]]?
    }

    struct Completion: Encodable {
        struct Best: Encodable {
            var id: Int32
            var logprob: Double
        }

        struct Entry: Encodable {
            var id: Int32
            var token: String
            var logprob: Double
            var top_logprobs: [Best]
        }

        var index: Int
        var content: String
        var tokens: [Int32]
        var stop = true
        var model: String
        var tokens_predicted: Int
        var tokens_evaluated: Int
        var truncated = false
        var stop_type: String
        var stopping_word = ""
        var completion_probabilities: [Entry]?
    }

    func complete(_ request: CompletionRequest, _ fault: Fault?) throws -> ServerReply {
        let count = request.n_cmpl ?? 1
        guard 1...options.slots ~= count else {
            throw LlamaCppError(400, "Field 'n_cmpl': Value must be between 1 <= value <= \(options.slots), but got \(count)")
        }
        guard !request.prompt.isEmpty else { throw LlamaCppError(400, "\"prompt\" must not be empty") }
        guard request.prompt.count < options.contextLength else {
            let message =
                "request (\(request.prompt.count) tokens) exceeds the available context size (\(options.contextLength) tokens), "
                + "try increasing it"
            throw LlamaCppError(400, message, "exceed_context_size_error")
        }
        var completions = (0..<count).map { completion(request, index: $0) }
        spoil(&completions, fault)
        let isForced = request.logit_bias != nil
        let computed: [RequestJournal.Item: Int] = isForced ? [.logprob: 1] : [.sample: count]
        var reply: ServerReply
        if count == 1, completions.count == 1 {
            reply = try ServerReply(json: completions[0], computed: computed)
        } else {
            // Slots end in any order.
            reply = try ServerReply(json: Array(completions.reversed()), computed: computed)
        }
        if fault == .nan { reply.body = Array(String(decoding: reply.body, as: UTF8.self).replacing("NaN", with: "null").utf8) }
        return reply
    }

    private func completion(_ request: CompletionRequest, index: Int) -> Completion {
        let room = options.contextLength - request.prompt.count
        let wanted = request.n_predict ?? -1
        let limit = wanted < 0 ? room : min(wanted, room)
        var drawn = model.sample(
            after: request.prompt,
            seed: (request.seed ?? 0) &+ Int64(index),
            temperature: request.temperature ?? 0.8,
            maxTokens: limit
        )
        if let pair = request.logit_bias?.first, pair.count == 2 {
            let id = Int32(pair[0])
            drawn = ([id], model.logprobs(of: request.prompt + [id], from: request.prompt.count), id == HashModel.endOfTurn)
        }
        var completion = Completion(
            index: index,
            content: HashModel.text(of: drawn.ids, skippingMarks: true),
            tokens: drawn.ids,
            model: options.model,
            tokens_predicted: drawn.ids.count,
            tokens_evaluated: request.prompt.count,
            stop_type: drawn.stopped ? "eos" : "limit"
        )
        completion.truncated = !drawn.stopped && drawn.ids.count >= room
        var entries = zip(drawn.ids, drawn.logprobs).map { id, logprob in
            Completion.Entry(id: id, token: "", logprob: logprob, top_logprobs: best(request))
        }
        cut(&completion, &entries, atFirstOf: request.stop ?? [])
        if options.breaksCharacters {
            entries.removeAll { !HashModel.text(of: [$0.id], skippingMarks: true).utf8.allSatisfy { $0 < 128 } }
        }
        if request.return_tokens != true { completion.tokens = [] }
        if request.n_probs ?? 0 > 0, !entries.isEmpty { completion.completion_probabilities = entries }
        return completion
    }

    /// The likeliest tokens of the first place; one that tells nothing where only one is asked for.
    private func best(_ request: CompletionRequest) -> [Completion.Best] {
        let count = request.n_probs ?? 0
        guard count > 1 else { return [.init(id: 5, logprob: -0.1)] }
        let all = (0..<HashModel.vocabulary as Range<Int32>).map { id in
            Completion.Best(id: id, logprob: model.logprobs(of: request.prompt + [id], from: request.prompt.count)[0])
        }
        return Array(all.sorted { $0.logprob > $1.logprob }.prefix(count))
    }

    /// The stop string is no part of the content, its tokens are part of the tokens, and as many entries are cut off as the tokenizer gives it tokens.
    private func cut(_ completion: inout Completion, _ entries: inout [Completion.Entry], atFirstOf stops: [String]) {
        for length in completion.tokens.indices {
            let text = HashModel.text(of: completion.tokens[...length], skippingMarks: true)
            guard let stop = stops.first(where: { text.contains($0) }), let place = text.firstRange(of: stop) else { continue }
            completion.content = String(text[..<place.lowerBound])
            completion.tokens = Array(completion.tokens[...length])
            completion.stop_type = "word"
            completion.stopping_word = stop
            entries.removeLast(entries.count - completion.tokens.count)
            entries.removeLast(min(entries.count, Self.tokens(of: stop).count))
            return
        }
    }

    private func spoil(_ completions: inout [Completion], _ fault: Fault?) {
        switch fault {
        case .fewer: completions.removeLast()
        case .more: completions.append(completions[0])
        case .nan: completions[0].completion_probabilities?[0].logprob = .nan
        case .abort: completions[0].stop_type = "none"
        case .wrongPromptTokens: completions[0].tokens_evaluated += 1
        case .nullContent: completions[0].tokens = []
        default: break
        }
    }
}
