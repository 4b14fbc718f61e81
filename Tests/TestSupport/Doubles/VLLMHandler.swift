import Foundation

/// What the vLLM double answers, path by path.
struct VLLMHandler: Sendable {
    let options: VLLMDouble.Options

    @Sendable func answer(_ request: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        if let key = options.apiKey, request.path.hasPrefix("/v1"), request.authorization != "Bearer \(key)" {
            return ServerReply(status: 401, text: #"{"error":"Unauthorized"}"#)
        }
        do {
            switch (request.method, request.path) {
            case ("GET", "/health"):
                return ServerReply(status: 200, body: [])
            case ("GET", "/version"):
                return try ServerReply(json: ["version": options.version])
            case ("GET", "/v1/models"):
                return try models()
            case ("POST", "/tokenize"):
                return try tokenize(decoded(request))
            case ("POST", "/detokenize"):
                return try detokenize(decoded(request))
            case ("POST", "/v1/completions"):
                return try complete(decoded(request), fault)
            case ("POST", "/classify"):
                return try classify(decoded(request), fault)
            default:
                return ServerReply(status: 404, text: #"{"detail":"Not Found"}"#)
            }
        } catch let error as WireError {
            return try error.reply()
        }
    }

    func requireModel(_ name: String) throws {
        guard options.models.contains(name) else { throw WireError.unknownModel(name, served: options.models) }
    }

    func model(_ name: String) -> HashModel {
        HashModel(name: name, version: options.weights)
    }

    private func decoded<Body: Decodable>(_ request: ReceivedRequest) throws -> Body {
        guard request.contentType?.hasPrefix("application/json") == true else {
            throw WireError.badRequest("Unsupported Media Type: Only 'application/json' is allowed")
        }
        do {
            return try JSONDecoder().decode(Body.self, from: Data(request.body))
        } catch {
            throw WireError.badRequest("1 validation error: \(error)")
        }
    }

    private func models() throws -> ServerReply {
        struct Model: Encodable {
            var id: String
            var object = "model"
            var owned_by = "vllm"
            var parent: String?
            var max_model_len: Int?
        }
        struct List: Encodable {
            var object = "list"
            var data: [Model]
        }
        let list = List(data: options.models.map { Model(id: $0, max_model_len: options.maxModelLength) })
        return try ServerReply(json: list)
    }
}
