extension SGLangHandler {
    struct GenerateRequest: Decodable {
        struct Parameters: Decodable {
            var n: Int?
            var sampling_seed: Int64?
            var max_new_tokens: Int?
            var temperature: Double?
            var top_k: Int?
            var stop: [String]?
        }

        var input_ids: [Int32]
        var sampling_params: Parameters
        var return_logprob: Bool?
        var logprob_start_len: Int?
        var lora_path: String?
    }

    /// `[log-prob, id, text]`.
    struct Triple: Encodable {
        var logprob: Double?
        var id: Int32

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            if let logprob { try list.encode(logprob) } else { try list.encodeNil() }
            try list.encode(id)
            try list.encodeNil()
        }
    }

    struct Generation: Encodable {
        struct Finish: Encodable {
            var type: String
            var matched: Int32?
            var length: Int?
            var message: String?
        }

        struct Information: Encodable {
            var id = "1"
            var finish_reason: Finish
            var prompt_tokens: Int
            var completion_tokens: Int
            var cached_tokens = 0
            var weight_version: String
            var input_token_logprobs: [Triple]?
            var output_token_logprobs: [Triple]?
        }

        var text: String?
        var output_ids: [Int32]?
        var meta_info: Information
    }

    func generate(_ request: GenerateRequest, _ fault: Fault?) throws -> ServerReply {
        if let adapter = request.lora_path, !options.adapters.contains(adapter) {
            throw SGLangError(400, "Got LoRA adapter that has never been loaded: \(adapter)", isNative: true)
        }
        guard request.sampling_params.top_k != 0 else {
            throw SGLangError(400, "top_k must be -1 (disable) or at least 1, got 0.", isNative: true)
        }
        guard request.input_ids.count < options.contextLength else {
            let message =
                "The input (\(request.input_ids.count) tokens) is longer than the model's context length (\(options.contextLength) tokens)."
            throw SGLangError(400, message, isNative: true)
        }
        let start = request.logprob_start_len ?? -1
        guard start <= request.input_ids.count else {
            throw SGLangError(400, "logprob_start_len \(start) is higher than the number of input tokens", isNative: true)
        }
        var generation = generation(request)
        spoil(&generation, fault)
        let isScoring = request.sampling_params.max_new_tokens == 0
        let count = request.sampling_params.n ?? 1
        let computed: [RequestJournal.Item: Int] = isScoring ? [.logprob: 1] : [.sample: count]
        if count == 1, fault != .more { return try ServerReply(json: generation, computed: computed) }
        // All copies are drawn with the same seed.
        return try ServerReply(json: [Generation](repeating: generation, count: fault == .more ? count + 1 : count), computed: computed)
    }

    private func generation(_ request: GenerateRequest) -> Generation {
        let model = HashModel(name: request.lora_path ?? options.model, version: options.weights)
        let parameters = request.sampling_params
        let temperature = parameters.temperature ?? 1
        let drawn = model.sample(
            after: request.input_ids,
            seed: seed(parameters),
            temperature: temperature,
            maxTokens: min(parameters.max_new_tokens ?? 128, options.contextLength - request.input_ids.count),
            processed: !options.returnsOriginalLogprobs
        )
        var finish = Generation.Finish(type: "length", length: drawn.ids.count)
        if drawn.stopped { finish = .init(type: "stop", matched: HashModel.endOfTurn) }
        var information = Generation.Information(
            finish_reason: finish,
            prompt_tokens: request.input_ids.count,
            completion_tokens: drawn.ids.count,
            weight_version: options.weightVersion
        )
        if request.return_logprob == true {
            information.output_token_logprobs = zip(drawn.logprobs, drawn.ids).map { Triple(logprob: $0, id: $1) }
            information.input_token_logprobs = inputLogprobs(request, model)
        }
        return Generation(text: HashModel.text(of: drawn.ids, skippingMarks: true), output_ids: drawn.ids, meta_info: information)
    }

    private func seed(_ parameters: GenerateRequest.Parameters) -> Int64 {
        guard !options.isDeterministic else { return parameters.sampling_seed ?? 42 }
        return memory.withLock { memory in
            memory.drawn += 1
            return -memory.drawn
        }
    }

    /// From `logprob_start_len` on; the first entry has no log-prob.
    private func inputLogprobs(_ request: GenerateRequest, _ model: HashModel) -> [Triple] {
        let ids = request.input_ids
        let start = request.logprob_start_len ?? -1
        guard start >= 0, start < ids.count else { return [] }
        var values: [Double?] = [nil]
        if start + 1 < ids.count { values += model.logprobs(of: ids, from: start + 1) }
        if options.shiftsLogprobs { values = Array(values.dropFirst()) + [-0.5] }
        var triples = zip(values, ids[start...]).map { Triple(logprob: $0, id: $1) }
        let isKnown = memory.withLock { !$0.scored.insert(ids).inserted }
        if options.cutsCachedLogprobs, isKnown { triples = [Triple(logprob: nil, id: ids[ids.count - 1])] }
        return triples
    }

    private func spoil(_ generation: inout Generation, _ fault: Fault?) {
        switch fault {
        case .abort:
            generation.meta_info.finish_reason = .init(type: "abort", message: "Aborted by AbortReq.")
            generation.text = "half"
        case .nan:
            if let last = generation.meta_info.input_token_logprobs?.indices.last {
                generation.meta_info.input_token_logprobs?[last].logprob = .nan
            }
            if generation.meta_info.output_token_logprobs?.isEmpty == false {
                generation.meta_info.output_token_logprobs?[0].logprob = .nan
            }
        case .wrongPromptTokens: generation.meta_info.prompt_tokens += 1
        case .nullContent:
            generation.text = nil
            generation.output_ids = nil
        case .fewer:
            _ = generation.meta_info.output_token_logprobs?.popLast()
            _ = generation.meta_info.input_token_logprobs?.popLast()
        default: break
        }
    }
}
