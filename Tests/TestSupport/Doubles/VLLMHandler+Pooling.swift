import Foundation

extension VLLMHandler {
    struct PoolingRequest: Decodable {
        var model: String
        var task: String?
        var messages: [WireMessage]
        var use_activation: Bool?
        var add_generation_prompt: Bool?
    }

    struct PoolingReply: Encodable {
        struct Item: Encodable {
            var index = 0
            var object = "pooling"
            var data: PoolingRows
        }

        struct Usage: Encodable {
            var prompt_tokens: Int
            var total_tokens: Int
        }

        var id = "pool-1"
        var object = "list"
        var model: String
        var data: [Item]
        var usage: Usage
    }

    /// One row of outputs, or one row a token.
    enum PoolingRows: Encodable {
        case one([Double])
        case each([[Double]])

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .one(let row): try row.encode(to: encoder)
            case .each(let rows): try rows.encode(to: encoder)
            }
        }
    }

    func pool(_ request: PoolingRequest, _ fault: Fault?) throws -> ServerReply {
        try requireModel(request.model)
        let ids = HashModel.tokens(
            of: request.messages.map { ($0.role, $0.content) },
            generationPrompt: request.add_generation_prompt ?? false
        )
        let reward = model(request.model).reward(of: HashModel.text(of: ids, skippingMarks: false))
        let output = request.use_activation == false ? reward : 1 / (1 + exp(-reward))
        var row = [output] + Array(repeating: 0, count: options.labels - 1)
        if fault == .nan { row[0] = .nan }
        let rows: PoolingRows = request.task == "token_classify" ? .each(ids.map { _ in row }) : .one(row)
        var items = [PoolingReply.Item(data: rows)]
        switch fault {
        case .fewer: items.removeLast()
        case .more: items.append(items[0])
        default: break
        }
        let usage = PoolingReply.Usage(prompt_tokens: ids.count, total_tokens: ids.count)
        return try ServerReply(json: PoolingReply(model: request.model, data: items, usage: usage), computed: [.reward: 1])
    }
}
