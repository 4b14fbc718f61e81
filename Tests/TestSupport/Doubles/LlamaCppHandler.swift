import Foundation

/// What the llama.cpp double answers, path by path.
struct LlamaCppHandler: Sendable {
    let options: LlamaCppDouble.Options

    var model: HashModel { HashModel(name: options.model, version: options.weights) }

    @Sendable func answer(_ request: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        do {
            switch (request.method, request.path) {
            case ("GET", "/health"):
                return ServerReply(status: 200, text: #"{"status":"ok"}"#)
            case ("GET", "/metrics") where options.hasMetrics:
                let text =
                    "# TYPE llamacpp:requests_processing gauge\nllamacpp:requests_processing 3\n"
                    + "# HELP llamacpp:requests_deferred Number of requests deferred.\nllamacpp:requests_deferred 2\n"
                return ServerReply(status: 200, contentType: "text/plain; version=0.0.4", text: text)
            case ("GET", "/slots") where options.hasSlots:
                let slots = (0..<options.slots).map { #"{"id":\#($0),"n_ctx":\#(options.contextLength),"is_processing":\#($0 == 1)}"# }
                return ServerReply(status: 200, text: "[\(slots.joined(separator: ","))]")
            case ("GET", "/metrics"), ("GET", "/slots"):
                throw LlamaCppError(501, "This server does not support this endpoint.", "not_supported_error")
            case ("GET", "/props"):
                return try properties()
            case ("GET", "/v1/models"):
                let entry = #"{"id":"\#(options.model)","object":"model","owned_by":"llamacpp","meta":{"n_ctx":\#(options.contextLength)}}"#
                return ServerReply(status: 200, text: #"{"models":[{"name":"\#(options.model)"}],"object":"list","data":[\#(entry)]}"#)
            case ("POST", "/apply-template"):
                return try template(decoded(request))
            case ("POST", "/tokenize"):
                return try tokenize(decoded(request))
            case ("POST", "/completion"):
                return try complete(decoded(request), fault)
            case ("POST", "/v1/rerank"):
                return try rank(decoded(request), fault)
            default:
                throw LlamaCppError(404, "File Not Found", "not_found_error")
            }
        } catch let error as LlamaCppError {
            return try error.reply()
        }
    }

    private func decoded<Body: Decodable>(_ request: ReceivedRequest) throws -> Body {
        do {
            return try JSONDecoder().decode(Body.self, from: Data(request.body))
        } catch {
            throw LlamaCppError(500, "[json.exception.parse_error.101] \(error)", "server_error")
        }
    }

    private func properties() throws -> ServerReply {
        struct Settings: Encodable {
            var n_ctx: Int
        }
        struct Reply: Encodable {
            var default_generation_settings: Settings
            var total_slots: Int
            var model_alias: String
            var model_path: String
            var bos_token: String
            var build_info = "b1-0c1e570"
        }
        return try ServerReply(
            json: Reply(
                default_generation_settings: Settings(n_ctx: options.contextLength),
                total_slots: options.slots,
                model_alias: options.model,
                model_path: "/models/\(options.model)-\(options.weights).gguf",
                bos_token: options.addsBegin ? "<|end|>" : ""
            )
        )
    }
}

/// An error in llama-server's shape.
struct LlamaCppError: Error {
    var status: Int
    var message: String
    var type: String

    init(_ status: Int, _ message: String, _ type: String = "invalid_request_error") {
        self.status = status
        self.message = message
        self.type = type
    }

    func reply() throws -> ServerReply {
        struct Body: Encodable {
            struct Detail: Encodable {
                var code: Int
                var message: String
                var type: String
            }
            var error: Detail
        }
        return try ServerReply(status: status, json: Body(error: .init(code: status, message: message, type: type)))
    }
}
