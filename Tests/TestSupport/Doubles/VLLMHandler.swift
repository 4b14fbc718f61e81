import Foundation

/// What the vLLM double answers, path by path.
struct VLLMHandler: Sendable {
    let options: VLLMDouble.Options
    let weights: VLLMWeights

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
            case ("GET", "/metrics") where options.metrics != nil:
                return ServerReply(status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", text: options.metrics ?? "")
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
            case ("POST", "/pooling"):
                return try pool(decoded(request), fault)
            case ("POST", "/v1/load_lora_adapter") where options.allowsAdapters:
                return try loadAdapter(decoded(request))
            case ("POST", "/v1/unload_lora_adapter") where options.allowsAdapters:
                return try unloadAdapter(decoded(request))
            case ("POST", "/collective_rpc") where options.isDevelopment:
                return try call(decoded(request))
            case ("POST", "/update_weight_version") where options.isDevelopment:
                return try setVersion(decoded(request))
            default:
                let reply = options.isDevelopment ? try developmentRoute(request.method, request.path) : nil
                return reply ?? ServerReply(status: 404, text: #"{"detail":"Not Found"}"#)
            }
        } catch let error as WireError {
            return try error.reply()
        }
    }

    func requireModel(_ name: String) throws {
        if weights.isPaused || weights.isSleeping {
            throw WireError(
                status: 503,
                message: "Generation is paused. Please retry after it resumes.",
                type: "ServiceUnavailableError",
                param: nil
            )
        }
        guard options.models.contains(name) || weights.adapters.contains(where: { $0.name == name }) else {
            throw WireError.unknownModel(name, served: options.models)
        }
    }

    func model(_ name: String) -> HashModel {
        // Adapters and reloaded weights are named by their folder, so that equal folders answer alike under any name.
        let source = weights.source(of: name)
        return HashModel(name: source.isEmpty ? name : source, version: options.weights)
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
            var root: String?
            var parent: String?
            var max_model_len: Int?
        }
        struct List: Encodable {
            var object = "list"
            var data: [Model]
        }
        let adapters = weights.adapters.map { Model(id: $0.name, root: $0.path, parent: options.models.first) }
        let list = List(data: options.models.map { Model(id: $0, root: "/models/\($0)", max_model_len: options.maxModelLength) } + adapters)
        return try ServerReply(json: list)
    }
}
