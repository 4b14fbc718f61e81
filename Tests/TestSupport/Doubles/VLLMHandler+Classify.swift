import Foundation

extension VLLMHandler {
    struct ClassifyRequest: Decodable {
        var model: String
        var messages: [WireMessage]?
        var input: [String]?
        /// The newest of three spellings; the older ones (`activation`, `softmax`) are unknown fields to this version and ignored.
        var use_activation: Bool?
        var add_generation_prompt: Bool?
    }

    struct ClassifyReply: Encodable {
        struct Item: Encodable {
            var index: Int
            var label = "LABEL_0"
            var probs: [Double]
            var num_classes: Int
        }

        var id = "classify-1"
        var object = "list"
        var created = 1_790_000_000
        var model: String
        var data: [Item]
    }

    func classify(_ request: ClassifyRequest, _ fault: Fault?) throws -> ServerReply {
        try requireModel(request.model)
        let texts: [String]
        if let messages = request.messages {
            let ids = HashModel.tokens(
                of: messages.map { ($0.role, $0.content) },
                generationPrompt: request.add_generation_prompt ?? false
            )
            texts = [HashModel.text(of: ids, skippingMarks: false)]
        } else {
            texts = request.input ?? []
        }
        for text in texts where text.utf8.count > options.maxModelLength {
            let message = "This model's maximum context length is \(options.maxModelLength) tokens. However, your prompt contains more."
            throw WireError.badRequest(message, param: "input_tokens")
        }
        var items: [ClassifyReply.Item] = []
        for (index, text) in texts.enumerated() {
            items.append(.init(index: index, probs: probs(of: text, request), num_classes: options.labels))
        }
        switch fault {
        case .fewer: items.removeLast()
        case .more: items.append(items[0])
        case .nan: items[0].probs[0] = .nan
        default: break
        }
        return try ServerReply(json: ClassifyReply(model: request.model, data: items), computed: [.reward: texts.count])
    }

    private func probs(of text: String, _ request: ClassifyRequest) -> [Double] {
        let reward = model(request.model).reward(of: text)
        let first = request.use_activation == false ? reward : 1 / (1 + exp(-reward))
        return [first] + Array(repeating: 0, count: options.labels - 1)
    }
}
