extension VLLMHandler {
    struct CompletionRequest: Decodable {
        var model: String
        var prompt: Prompt
        var echo: Bool?
        var add_special_tokens: Bool?
        var n: Int?
        var seed: Int64?
        var temperature: Double?
        var max_tokens: Int?
        var logprobs: Int?
        var prompt_logprobs: Int?
        var return_token_ids: Bool?
        var return_tokens_as_token_ids: Bool?
    }

    struct CompletionReply: Encodable {
        struct Logprobs: Encodable {
            var text_offset: [Int] = []
            var tokens: [String] = []
            var token_logprobs: [Double?] = []
            var top_logprobs: [[String: Double]] = []
        }

        struct PromptLogprob: Encodable {
            var logprob: Double
            var rank = 1
            var decoded_token: String
        }

        struct Choice: Encodable {
            var index: Int
            var text: String
            var finish_reason: String
            var stop_reason: Int?
            var logprobs: Logprobs?
            var token_ids: [Int32]?
            var prompt_token_ids: [Int32]?
            var prompt_logprobs: [[String: PromptLogprob]?]?
        }

        struct Usage: Encodable {
            var prompt_tokens: Int
            var completion_tokens: Int
            var total_tokens: Int
        }

        var id = "cmpl-1"
        var object = "text_completion"
        var created = 1_790_000_000
        var model: String
        var choices: [Choice]
        var usage: Usage
        var service_tier: String?
    }

    func complete(_ request: CompletionRequest, _ fault: Fault?) throws -> ServerReply {
        try requireModel(request.model)
        let wanted = request.max_tokens ?? 16
        guard wanted >= 1 else { throw WireError.badRequest("max_tokens must be at least 1, got \(wanted).", param: "max_tokens") }
        let prompt = tokens(of: request)
        let room = options.maxModelLength - prompt.count
        guard room >= 1 else {
            let message =
                "This model's maximum context length is \(options.maxModelLength) tokens. However, your prompt contains "
                + "at least \(prompt.count) input tokens, which exceeds this limit even without any output tokens."
            throw WireError.badRequest(message, param: "input_tokens")
        }
        var choices: [CompletionReply.Choice] = []
        for index in 0..<(request.n ?? 1) {
            choices.append(choice(request, prompt, index: index, maxTokens: min(wanted, room), processed: fault == .temperatureProcessed))
        }
        let isScoring = request.prompt_logprobs != nil || request.echo == true
        var computed: [RequestJournal.Item: Int] = isScoring ? [.logprob: 1] : [.sample: choices.count]
        if request.seed == 20_030_905 { computed[.seedProbe] = choices.count }
        spoil(&choices, fault)
        let written = choices.reduce(0) { $0 + ($1.token_ids?.count ?? 0) }
        let usage = CompletionReply.Usage(
            prompt_tokens: prompt.count,
            completion_tokens: written,
            total_tokens: prompt.count + written
        )
        let name = options.completions.answersAs ?? request.model
        return try ServerReply(json: CompletionReply(model: name, choices: choices, usage: usage), computed: computed)
    }

    private func choice(
        _ request: CompletionRequest,
        _ prompt: [Int32],
        index: Int,
        maxTokens: Int,
        processed: Bool
    ) -> CompletionReply.Choice {
        let model = model(request.model)
        let drawn = model.sample(
            after: prompt,
            seed: options.completions.ignoresSeeds ? Int64(weights.nextScoring()) : (request.seed ?? 0) &+ Int64(index),
            temperature: request.temperature ?? 0.6,
            maxTokens: maxTokens,
            processed: processed || options.processedLogprobs
        )
        var choice = CompletionReply.Choice(
            index: index,
            text: HashModel.text(of: drawn.ids, skippingMarks: true),
            finish_reason: drawn.stopped ? "stop" : "length"
        )
        if let alternatives = request.logprobs, alternatives > 0 || !options.completions.takesNoneForZero {
            let tokens = drawn.ids.map { name($0, request) }
            choice.logprobs = .init(
                text_offset: Array(drawn.ids.indices),
                tokens: tokens,
                token_logprobs: drawn.logprobs,
                top_logprobs: zip(tokens, drawn.logprobs).map { [$0: $1] }
            )
        }
        echo(prompt, request, in: &choice)
        if request.return_token_ids == true, !options.completions.tellsNoIDs {
            choice.token_ids = drawn.ids
            choice.prompt_token_ids = prompt
        }
        if request.prompt_logprobs != nil {
            choice.prompt_logprobs = [nil]
            let noise = HashState(weights.nextScoring())
            for (place, (id, logprob)) in zip(prompt.dropFirst(), model.logprobs(of: prompt)).enumerated() {
                let text = HashModel.text(of: [id], skippingMarks: false)
                let noisy = min(0, logprob + noise.derived(UInt64(place)).deviate * options.scoringNoise)
                choice.prompt_logprobs?.append([String(id): .init(logprob: noisy, decoded_token: text)])
            }
        }
        return choice
    }

    private func spoil(_ choices: inout [CompletionReply.Choice], _ fault: Fault?) {
        switch fault {
        case .fewer:
            choices.removeLast()
        case .more:
            choices.append(choices[0])
        case .nan:
            if choices[0].logprobs != nil { choices[0].logprobs?.token_logprobs[0] = .nan }
            if let last = choices[0].prompt_logprobs?.popLast(), let id = last?.keys.first {
                choices[0].prompt_logprobs?.append([id: .init(logprob: .nan, decoded_token: "")])
            }
        case .abort:
            choices[0].finish_reason = "abort"
        case .wrongPromptTokens:
            choices[0].prompt_token_ids?.insert(HashModel.startOfTurn, at: 0)
        default:
            break
        }
    }
}
