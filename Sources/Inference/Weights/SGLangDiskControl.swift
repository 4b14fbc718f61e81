import JSONCursor
import Scheduling

/// The weights of one SGLang server replaced in place, from a folder in Hugging Face's format.
///
/// The server waits for running requests, reads the weights, and empties its cache; architecture and dtype must stay
/// (`srt/entrypoints/http_server.py`, 0.5.23). With `--admin-api-key` the endpoint's key must be that one.
package struct SGLangDiskControl: WeightControl {
    static let remedy =
        "weights are updated on the SGLang server itself, of a version with /update_weights_from_disk, not on a router before it"

    private let client: EndpointClient
    private let patience: Patience

    /// - Parameters:
    ///   - client: Its time limit must allow for reading the weights.
    ///   - patience: How long to ask for an empty cache.
    package init(client: EndpointClient, patience: Patience = Patience(limit: .seconds(60))) {
        self.client = client.at(client.address.atServerRoot())
        self.patience = patience
    }

    package func load(_ weights: ServedWeights) async throws {
        try await update(weights)
        try await emptyCache()
        if let version = try await version(), version != weights.label {
            throw BackendError(
                .misconfigured,
                "\(place)/model_info: the server names its weights \(Excerpt.of(version)) after they were replaced by \(weights.label)"
            )
        }
    }

    package func retire(_ weights: ServedWeights) async throws {}

    private var place: String { client.address.authority }

    private func update(_ weights: ServedWeights) async throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("model_path")
        writer.string(weights.path)
        writer.key("weight_version")
        writer.string(weights.label)
        writer.key("flush_cache")
        writer.bool(true)
        writer.key("abort_all_requests")
        writer.bool(false)
        writer.endObject()
        let path = "/update_weights_from_disk"
        let reply = try await client.command(path, writer.bytes, remedy: Self.remedy)
        // A failure comes as 400 with the same object.
        guard reply.response.status == 400 || reply.response.status == 200 else { return try reply.read(ControlReply.accepted) }
        guard let answer = try? JSONCursor.read(reply.response.body, ControlReply.success) else {
            try reply.read(ControlReply.accepted)
            throw BackendError(.malformedReply, "\(place)\(path): the reply does not say whether it succeeded")
        }
        guard answer.isSuccess else {
            throw BackendError(
                .misconfigured,
                "\(place)\(path): \(Excerpt.of(answer.message)) (reading \(weights.path), a path that the server itself must see)"
            )
        }
    }

    private func emptyCache() async throws {
        let isEmpty = try await patience.wait {
            let reply = try await client.command("/flush_cache", remedy: Self.remedy)
            // 400 while requests run.
            guard reply.response.status != 400 else { return false }
            try reply.read(ControlReply.accepted)
            return true
        }
        guard isEmpty else {
            throw BackendError(
                .overloaded,
                "\(place)/flush_cache: the cache was still in use after \(patience.seconds) seconds, and would answer with the old weights: "
                    + "end what else uses this server"
            )
        }
    }

    /// Nil where this version of the server does not tell.
    private func version() async throws -> String? {
        let reply = try await client.send(.get, "/model_info", [])
        guard !client.isMissing(reply) else { return nil }
        return try reply.read { response in
            try JSONCursor.read(response.body) { cursor in
                var version: String?
                try cursor.object { key, value in
                    switch key {
                    case "weight_version": version = try value.optionalString()
                    default: try value.skip()
                    }
                }
                return version
            }
        }
    }
}
