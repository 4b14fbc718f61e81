import JSONCursor
import Scheduling

/// LoRA adapters of one vLLM server: every round's adapter gets a name of its own, the base model stays and serves as the reference.
///
/// Needs `--enable-lora` and `VLLM_ALLOW_RUNTIME_LORA_UPDATING=1` (`entrypoints/serve/lora/api_router.py`, 0.32 and 0.33).
package struct VLLMLoRAControl: WeightControl {
    static let remedy = "start vLLM with --enable-lora and VLLM_ALLOW_RUNTIME_LORA_UPDATING=1 in its environment"

    private let client: EndpointClient

    /// `client`'s address may end with `/v1` or not.
    package init(client: EndpointClient) {
        self.client = client.at(client.address.atServerRoot())
    }

    package func load(_ weights: ServedWeights) async throws {
        if try await isLoaded(weights) { return }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("lora_name")
        writer.string(weights.model)
        writer.key("lora_path")
        writer.string(weights.path)
        writer.key("load_inplace")
        writer.bool(false)
        writer.endObject()
        let reply = try await client.command("/v1/load_lora_adapter", writer.bytes, remedy: Self.remedy)
        do {
            try reply.read(ControlReply.accepted)
        } catch {
            // Another process may have loaded it meanwhile.
            if reply.response.status == 400, try await isLoaded(weights) { return }
            throw BackendError(
                error.failure == .overloaded ? .overloaded : .misconfigured,
                "\(error.message) (loading \(weights.path), a path that the server itself must see)"
            )
        }
        guard try await isLoaded(weights) else {
            throw BackendError(
                .misconfigured,
                "\(place): /v1/load_lora_adapter succeeded, yet \(weights.model) is not listed in /v1/models"
            )
        }
    }

    package func retire(_ weights: ServedWeights) async throws {
        guard try await client.servedModels().contains(where: { $0.id == weights.model }) else { return }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("lora_name")
        writer.string(weights.model)
        writer.endObject()
        let reply = try await client.command("/v1/unload_lora_adapter", writer.bytes, remedy: Self.remedy)
        // Unloaded between the two requests: what was wanted.
        if reply.response.status != 404 { try reply.read(ControlReply.accepted) }
    }

    private var place: String { client.address.authority }

    /// Whether the adapter is listed; throws if its name stands for other weights.
    private func isLoaded(_ weights: ServedWeights) async throws -> Bool {
        guard let listed = try await client.servedModels().first(where: { $0.id == weights.model }) else { return false }
        guard let root = listed.root, root != weights.path else { return true }
        throw BackendError(
            .misconfigured,
            "\(place)/v1/models: the name \(weights.model) already stands for \(Excerpt.of(root)), not for \(weights.path): unload it, or restart the server"
        )
    }
}
