import JSONCursor

/// Measures log-probs of given tokens, one request a token, by leaving llama-server's sampler no other choice.
struct LlamaMeasurement: Sendable {
    var client: EndpointClient
    /// The name the server answers by.
    var model: String

    /// `known` with what is missing measured. The server finds the slot whose cache holds all but the last token of a context by itself; where
    /// another request took it meanwhile that only costs time.
    ///
    /// Asking for a slot (`id_slot`) must not be: the server then saves and clears that slot's cache before it sees that the slot is busy, and
    /// both requests answer wrong numbers, by several nats (`server-context.cpp`, `get_available_slot`; measured).
    func completed(_ known: [Double?], of tokens: [Int32], after prompt: [Int32]) async throws -> [Double] {
        var context = prompt
        context.reserveCapacity(prompt.count + tokens.count)
        var logprobs: [Double] = []
        logprobs.reserveCapacity(tokens.count)
        var isFirst = true
        for (token, logprob) in zip(tokens, known) {
            if let logprob {
                logprobs.append(logprob)
            } else {
                logprobs.append(try await forced(token, after: context, reusesCache: !isFirst))
                isFirst = false
            }
            context.append(token)
        }
        return logprobs
    }

    private func forced(_ token: Int32, after context: [Int32], reusesCache: Bool) async throws -> Double {
        let body = try LlamaCompletionBody.forcing(token, after: context, reusesCache: reusesCache)
        let logprob: Double? = try await client.post("/completion", body) { cursor in
            let completion = try LlamaCompletion.one(&cursor)
            try completion.check(model: model)
            try completion.check(prompt: context)
            guard completion.tokens == [token] else {
                throw BadReply.malformed("token \(token) was to be forced and \(completion.tokens) came")
            }
            guard let reported = completion.reported.first else { return nil }
            guard completion.reported.count == 1, reported.id == token else {
                throw BadReply.malformed("the forced token \(token) has no log-prob")
            }
            return reported.logprob
        }
        if let logprob { return logprob }
        return try await looked(up: token, after: context)
    }

    /// A token that ends within a character gets no entry even alone. So another one is forced, the context's first (a mark of the template),
    /// and the token is looked up among the likeliest ones that its entry lists: a few hundred first, then the whole vocabulary.
    private func looked(up token: Int32, after context: [Int32]) async throws -> Double {
        for best in [512, 100_000_000] {
            let body = try LlamaCompletionBody.forcing(context[0], after: context, reusesCache: true, best: best)
            let found: Double? = try await client.post("/completion", body) { cursor in
                let completion = try LlamaCompletion.one(&cursor, wanted: token)
                try completion.check(model: model)
                try completion.check(prompt: context)
                return completion.found
            }
            if let found { return found }
        }
        throw BackendError(.malformedReply, "\(client.address.authority)/completion: the server tells no log-prob of token \(token)")
    }
}
