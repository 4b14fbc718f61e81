extension VLLMHandler {
    struct LoadAdapterRequest: Decodable {
        var lora_name: String
        var lora_path: String
        var load_inplace: Bool?
    }

    struct UnloadAdapterRequest: Decodable {
        var lora_name: String
    }

    struct ProcedureRequest: Decodable {
        struct Arguments: Decodable {
            var weights_path: String?
        }

        var method: String
        var kwargs: Arguments?
    }

    struct VersionRequest: Decodable {
        var new_version: String
    }

    func loadAdapter(_ request: LoadAdapterRequest) throws -> ServerReply {
        guard !options.models.contains(request.lora_name) else {
            throw WireError.invalidInput("The lora adapter '\(request.lora_name)' conflicts with a served base model.")
        }
        guard !request.lora_path.contains("missing") else {
            let message = "No adapter found for \(request.lora_path)"
            throw WireError(status: 404, message: message, type: "NotFoundError", param: nil)
        }
        guard weights.add(request.lora_name, request.lora_path) else {
            throw WireError.invalidInput("The lora adapter '\(request.lora_name)' has already been loaded.")
        }
        let text = "Success: LoRA adapter '\(request.lora_name)' added successfully."
        return ServerReply(status: 200, contentType: "text/plain", text: text)
    }

    func unloadAdapter(_ request: UnloadAdapterRequest) throws -> ServerReply {
        guard weights.remove(request.lora_name) else {
            let message = "The lora adapter '\(request.lora_name)' cannot be found."
            throw WireError(status: 404, message: message, type: "NotFoundError", param: nil)
        }
        let text = "Success: LoRA adapter '\(request.lora_name)' removed successfully."
        return ServerReply(status: 200, contentType: "text/plain", text: text)
    }

    func call(_ request: ProcedureRequest) throws -> ServerReply {
        guard request.method == "reload_weights", let path = request.kwargs?.weights_path, !path.contains("missing") else {
            throw WireError(status: 500, message: "Cannot find any model weights", type: "InternalServerError", param: nil)
        }
        weights.reload(path)
        return ServerReply(status: 200, text: #"{"results":[null]}"#)
    }

    /// Routes of `VLLM_SERVER_DEV_MODE=1` without a body; nil for others.
    func developmentRoute(_ method: String, _ path: String) throws -> ServerReply? {
        switch (method, path) {
        case ("POST", "/pause"):
            weights.setPaused(true)
            return ServerReply(status: 200, text: #"{"status":"paused"}"#)
        case ("POST", "/resume"):
            weights.setPaused(false)
            return ServerReply(status: 200, text: #"{"status":"resumed"}"#)
        case ("POST", "/reset_prefix_cache"):
            return try ServerReply(json: ["success": weights.resetCache()])
        case ("POST", "/sleep"):
            weights.setSleeping(true)
            return ServerReply(status: 200, text: #"{"status":"sleeping","level":1}"#)
        case ("POST", "/wake_up"):
            weights.setSleeping(false)
            return ServerReply(status: 200, text: #"{"status":"awake","tags":null}"#)
        case ("GET", "/is_sleeping"):
            return try ServerReply(json: ["is_sleeping": weights.isSleeping])
        default:
            return nil
        }
    }

    func setVersion(_ request: VersionRequest) throws -> ServerReply {
        weights.setVersion(request.new_version)
        return ServerReply(status: 200, text: #"{"success":true,"new_version":"\#(request.new_version)"}"#)
    }
}
