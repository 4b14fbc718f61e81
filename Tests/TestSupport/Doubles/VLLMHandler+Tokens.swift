/// One turn as it comes over the wire.
struct WireMessage: Decodable {
    var role: String
    var content: String
}

extension VLLMHandler {
    struct TokenizeRequest: Decodable {
        var model: String
        var messages: [WireMessage]?
        var prompt: String?
        var add_generation_prompt: Bool?
    }

    struct DetokenizeRequest: Decodable {
        var model: String
        var tokens: [Int32]
    }

    func tokenize(_ request: TokenizeRequest) throws -> ServerReply {
        struct Reply: Encodable {
            var count: Int
            var max_model_len: Int
            var tokens: [Int32]
            var token_strs: [String]?
        }
        try requireModel(request.model)
        let ids: [Int32]
        if let messages = request.messages {
            ids = HashModel.tokens(of: messages.map { ($0.role, $0.content) }, generationPrompt: request.add_generation_prompt ?? true)
        } else {
            ids = (request.prompt ?? "").utf8.map { Int32($0) + 2 }
        }
        let reply = Reply(count: ids.count, max_model_len: options.maxModelLength, tokens: ids)
        return try ServerReply(json: reply, computed: [.tokenization: 1])
    }

    func detokenize(_ request: DetokenizeRequest) throws -> ServerReply {
        try requireModel(request.model)
        return try ServerReply(json: ["prompt": HashModel.text(of: request.tokens, skippingMarks: false)])
    }
}
