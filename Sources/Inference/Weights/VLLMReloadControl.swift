import JSONCursor
import Scheduling

/// The weights of one vLLM server replaced in place, from a folder in Hugging Face's format.
///
/// Pauses, reloads, empties the prefix cache (which `reload_weights` leaves as it is), names the version, and resumes, whatever went wrong.
/// Needs `VLLM_SERVER_DEV_MODE=1`, whose routes ask for no key: only on loopback or behind a firewall
/// (`entrypoints/serve/dev`, `entrypoints/rl/online/api_router.py`, 0.32 and 0.33).
package struct VLLMReloadControl: WeightControl {
    static let remedy = "start vLLM with VLLM_SERVER_DEV_MODE=1 in its environment"

    private let client: EndpointClient
    private let patience: Patience

    /// - Parameters:
    ///   - client: The server's address may end with `/v1` or not. Its time limit must allow for reading the weights.
    ///   - patience: How long to ask for an empty prefix cache.
    package init(client: EndpointClient, patience: Patience = Patience(limit: .seconds(60))) {
        self.client = client.at(client.address.atServerRoot())
        self.patience = patience
    }

    package func load(_ weights: ServedWeights) async throws {
        var failure: (any Error)?
        do {
            try await command("/pause?mode=wait")
            try await reload(weights)
            try await emptyPrefixCache()
            try await name(weights.label)
        } catch {
            failure = error
        }
        // In a task of its own: one that was cancelled could not send the request that lets the server work again.
        let resumed = await Task { try await command("/resume") }.result
        if let failure { throw failure }
        try resumed.get()
    }

    package func retire(_ weights: ServedWeights) async throws {}

    private func reload(_ weights: ServedWeights) async throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("method")
        writer.string("reload_weights")
        writer.key("kwargs")
        writer.beginObject()
        writer.key("weights_path")
        writer.string(weights.path)
        writer.endObject()
        writer.endObject()
        do {
            try await command("/collective_rpc", writer.bytes)
        } catch {
            guard error.failure == .serverError || error.failure == .rejected else { throw error }
            throw BackendError(
                .misconfigured,
                "\(error.message) (reloading from \(weights.path), a path that the server itself must see); "
                    + "a failed reload leaves the engine with half its weights, to fail at its next request: restart the server"
            )
        }
    }

    private func emptyPrefixCache() async throws {
        let isEmpty = try await patience.wait {
            let reply = try await client.command("/reset_prefix_cache", remedy: Self.remedy)
            return try reply.read { try ControlReply.flag("success", in: $0) }
        }
        guard isEmpty else {
            throw BackendError(
                .overloaded,
                "\(client.address.authority)/reset_prefix_cache: the prefix cache was still in use after \(patience.seconds) seconds, and would "
                    + "answer with the old weights: end what else uses this server"
            )
        }
    }

    /// Older versions have no name for weights.
    private func name(_ label: String) async throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("new_version")
        writer.string(label)
        writer.endObject()
        let reply = try await client.send(.post, "/update_weight_version", writer.bytes)
        if !client.isMissing(reply) { try reply.read(ControlReply.accepted) }
    }

    private func command(_ path: String, _ content: [UInt8] = []) async throws(BackendError) {
        try await client.command(path, content, remedy: Self.remedy).read(ControlReply.accepted)
    }
}
