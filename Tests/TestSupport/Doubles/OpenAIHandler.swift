import Foundation

/// What the OpenAI double answers.
struct OpenAIHandler: Sendable {
    private struct Request: Decodable {
        var model: String
        var messages: [WireMessage]
        var n: Int?
        var seed: Int64?
        var temperature: Double?
        var max_tokens: Int?
        var max_completion_tokens: Int?
    }

    private struct Reply: Encodable {
        struct Message: Encodable {
            var role = "assistant"
            var content: String?

            private enum CodingKeys: CodingKey { case role, content, refusal }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(role, forKey: .role)
                try container.encode(content, forKey: .content)
                try container.encodeNil(forKey: .refusal)
            }
        }

        struct Choice: Encodable {
            var index: Int
            var message: Message
            var finish_reason: String
        }

        var id = "chatcmpl-1"
        var object = "chat.completion"
        var model: String
        var choices: [Choice]
    }

    /// Only the names of the fields sent.
    private struct FieldNames: Decodable {
        struct Key: CodingKey {
            var stringValue: String
            var intValue: Int?
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        var names: Set<String>

        init(from decoder: any Decoder) throws {
            names = Set(try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue))
        }
    }

    let options: OpenAIDouble.Options

    @Sendable func answer(_ request: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        if let key = options.apiKey, request.authorization != "Bearer \(key)" {
            return refusal(401, "Incorrect API key provided: \(request.authorization ?? "").", param: nil, code: "invalid_api_key")
        }
        switch (request.method, request.path) {
        case ("GET", "\(options.root)/models"):
            return ServerReply(
                status: 200,
                text: #"{"object":"list","data":[{"id":"\#(options.model)","object":"model","owned_by":"someone"}]}"#
            )
        case ("POST", "\(options.root)/chat/completions"):
            return try complete(request, fault)
        default:
            return refusal(404, "Unknown request URL: \(request.method) \(request.path).", param: nil, code: "unknown_url")
        }
    }

    private func complete(_ received: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        let sent = try JSONDecoder().decode(FieldNames.self, from: Data(received.body)).names
        if let field = options.refusedFields.intersection(sent).sorted().first {
            return refusal(
                400,
                "Unsupported parameter: '\(field)' is not supported with this model.",
                param: field,
                code: "unsupported_parameter"
            )
        }
        let request = try JSONDecoder().decode(Request.self, from: Data(received.body))
        guard request.model == options.model else {
            let message = "The model `\(request.model)` does not exist or you do not have access to it."
            return refusal(404, message, param: nil, code: "model_not_found")
        }
        let prompt = HashModel.tokens(of: request.messages.map { ($0.role, $0.content) }, generationPrompt: true)
        let model = HashModel(name: request.model)
        var choices: [Reply.Choice] = []
        for index in 0..<(options.ignoresCount ? 1 : request.n ?? 1) {
            let drawn = model.sample(
                after: prompt,
                seed: (request.seed ?? 0) &+ Int64(index),
                temperature: request.temperature ?? 1,
                maxTokens: request.max_completion_tokens ?? request.max_tokens ?? 4096
            )
            let text = HashModel.text(of: drawn.ids, skippingMarks: true)
            choices.append(.init(index: index, message: .init(content: text), finish_reason: drawn.stopped ? "stop" : "length"))
        }
        let computed = choices.count
        switch fault {
        case .fewer: choices.removeLast()
        case .more: choices.append(choices[0])
        case .abort: choices[0].finish_reason = "content_filter"
        case .nullContent: choices[0].message.content = nil
        default: break
        }
        return try ServerReply(json: Reply(model: request.model, choices: choices), computed: [.sample: computed])
    }

    private func refusal(_ status: Int, _ message: String, param: String?, code: String) -> ServerReply {
        let quoted = param.map { "\"\($0)\"" } ?? "null"
        let text = #"{"error":{"message":"\#(message)","type":"invalid_request_error","param":\#(quoted),"code":"\#(code)"}}"#
        return ServerReply(status: status, text: text)
    }
}
