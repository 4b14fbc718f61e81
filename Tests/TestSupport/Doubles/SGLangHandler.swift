import Foundation
import Platform

/// What the SGLang double answers, path by path.
final class SGLangHandler: Sendable {
    struct Memory {
        /// Prompts whose log-probs were asked for.
        var scored: Set<[Int32]> = []
        /// Samples drawn without a seed that counts.
        var drawn: Int64 = 0
    }

    let options: SGLangDouble.Options
    let memory = Lock(Memory())

    init(options: SGLangDouble.Options) {
        self.options = options
    }

    func answer(_ request: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        if let key = options.apiKey, request.authorization != "Bearer \(key)" {
            return ServerReply(status: 401, text: #"{"error":"Unauthorized"}"#)
        }
        do {
            switch (request.method, request.path) {
            case ("GET", "/model_info"):
                return ServerReply(
                    status: 200,
                    text:
                        #"{"model_path":"/models/policy","is_generation":\#(!options.isEmbedding),"weight_version":"\#(options.weightVersion)"}"#
                )
            case ("GET", "/server_info") where !options.isRouted:
                return ServerReply(
                    status: 200,
                    text: #"{"enable_deterministic_inference":\#(options.isDeterministic),"internal_states":[{}],"version":"0.5.23"}"#
                )
            case ("GET", "/v1/models"):
                return models()
            case ("GET", "/v1/loads") where !options.isRouted:
                let rank = #""num_running_reqs":3,"num_waiting_reqs":1,"max_running_requests":256,"gen_throughput":9.5"#
                return ServerReply(
                    status: 200,
                    text:
                        #"{"timestamp":"now","version":"0.5.23","loads":[{"dp_rank":0,\#(rank),"token_usage":0.25},{"dp_rank":1,\#(rank),"token_usage":0.5}]}"#
                )
            case ("GET", "/metrics") where options.hasMetrics:
                let text =
                    "# TYPE sglang:num_running_reqs gauge\nsglang:num_running_reqs{model_name=\"policy\"} 2.0\n"
                    + "sglang:num_queue_reqs{model_name=\"policy\"} 5.0\nsglang:token_usage{model_name=\"policy\"} 0.125\n"
                return ServerReply(status: 200, contentType: "text/plain; version=0.0.4", text: text)
            case ("POST", "/v1/tokenize"):
                return try tokenize(decoded(request, isNative: false))
            case ("POST", "/v1/detokenize"):
                return try detokenize(decoded(request, isNative: false))
            case ("POST", "/generate"):
                return try generate(decoded(request, isNative: true), fault)
            default:
                return ServerReply(status: 404, text: #"{"detail":"Not Found"}"#)
            }
        } catch let error as SGLangError {
            return try error.reply()
        }
    }

    private func decoded<Body: Decodable>(_ request: ReceivedRequest, isNative: Bool) throws -> Body {
        do {
            return try JSONDecoder().decode(Body.self, from: Data(request.body))
        } catch {
            throw SGLangError(400, "body is not what was expected: \(error)", isNative: isNative)
        }
    }

    private func models() -> ServerReply {
        let base = #"{"id":"\#(options.model)","root":"\#(options.model)","parent":null,"max_model_len":\#(options.contextLength)}"#
        let adapters = options.adapters.map {
            #"{"id":"\#($0)","root":"/adapters/\#($0)","parent":"\#(options.model)","max_model_len":null}"#
        }
        return ServerReply(status: 200, text: #"{"object":"list","data":[\#(([base] + adapters).joined(separator: ","))]}"#)
    }

    private struct TokenizeRequest: Decodable {
        var messages: [WireMessage]
        var add_generation_prompt: Bool
        var add_special_tokens: Bool
    }

    private struct DetokenizeRequest: Decodable {
        var tokens: [Int32]
        var skip_special_tokens: Bool?
    }

    private func tokenize(_ request: TokenizeRequest) throws -> ServerReply {
        struct Reply: Encodable {
            var tokens: [Int32]
            var count: Int
            var max_model_len: Int
        }
        guard !request.add_special_tokens else {
            throw SGLangError(400, "the template writes its special tokens itself", isNative: false)
        }
        let messages = request.messages.map { ($0.role, $0.content) }
        let ids = HashModel.tokens(of: messages, generationPrompt: request.add_generation_prompt)
        return try ServerReply(
            json: Reply(tokens: ids, count: ids.count, max_model_len: options.contextLength),
            computed: [.tokenization: 1]
        )
    }

    private func detokenize(_ request: DetokenizeRequest) throws -> ServerReply {
        try ServerReply(json: ["text": HashModel.text(of: request.tokens, skippingMarks: request.skip_special_tokens ?? true)])
    }
}

/// An error in SGLang's shapes: nested on native routes, flat on OpenAI's.
struct SGLangError: Error {
    var status: Int
    var message: String
    var isNative: Bool

    init(_ status: Int, _ message: String, isNative: Bool) {
        self.status = status
        self.message = message
        self.isNative = isNative
    }

    func reply() throws -> ServerReply {
        struct Nested: Encodable {
            var error: [String: String]
        }
        struct Flat: Encodable {
            var object = "error"
            var message: String
            var type = "BadRequestError"
            var param: String?
            var code: Int
        }
        if isNative { return try ServerReply(status: status, json: Nested(error: ["message": message])) }
        return try ServerReply(status: status, json: Flat(message: message, code: status))
    }
}
