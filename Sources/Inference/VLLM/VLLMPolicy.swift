package import JSONCursor
import Platform
package import Scheduling

/// A policy served by vLLM: token ids in, token ids and log-probs out.
///
/// Log-probs, sampled and given, are natural logarithms at temperature 1, provided the server runs with its default
/// `--logprobs-mode raw_logprobs`; that cannot be asked for, so `SampledLogprobCheck` measures it.
/// Written against vLLM 0.32 and 0.33 (`entrypoints/openai/completion/protocol.py`, `v1/engine/parallel_sampling.py`).
package final class VLLMPolicy: PolicyBackend {
    package let capabilities = PolicyCapabilities(
        tokenizes: true,
        reportsSampledLogprobs: true,
        scoresGivenText: true,
        reproducible: true
    )

    private let client: EndpointClient
    private let model: String
    private let templateArguments: ExtraFields
    private let extraBody: ExtraFields
    private let context: ContextRoom
    /// As the server told it last.
    private let name: Lock<ServedName>

    /// - Parameters:
    ///   - client: The server's address, with or without `/v1` at its end.
    ///   - contextLength: Longest sequence in tokens, overriding what the server tells.
    ///   - templateArguments: `policy.chat.template_kwargs`, an object.
    ///   - extraBody: `policy.chat.extra_body`, an object merged into sampling requests, and into those only.
    package init(
        client: EndpointClient,
        model: String,
        contextLength: Int? = nil,
        templateArguments: JSONValue = .object([]),
        extraBody: JSONValue = .object([])
    ) throws(BackendError) {
        self.client = client.at(client.address.atServerRoot())
        self.model = model
        self.context = ContextRoom(stated: contextLength, place: self.client.place, name: "the context of \(model)")
        self.name = Lock(ServedName(asked: model))
        self.templateArguments = try ExtraFields(templateArguments, reserved: [], setting: "policy.chat.template_kwargs")
        self.extraBody = try ExtraFields(extraBody, reserved: VLLMCompletionBody.ownFields, setting: "policy.chat.extra_body")
    }

    package func probe() async throws -> BackendProbe {
        var version: String?
        do {
            version = try await client.get("/version", VLLMReplies.version)
        } catch let error as BackendError where error.failure == .cancelled {
            throw error
        } catch {
            // The version is a courtesy; whether the server works is told by its list of models.
        }
        let server = version.map { "vLLM \($0)" }
        let (probe, names) = try await client.get("/v1/models") { cursor in
            let list = try ModelList(&cursor)
            return (try list.probe(of: model, server: server), list.names(of: model))
        }
        context.report(probe.contextLength)
        name.withLock { $0.aliases = names }
        return probe
    }

    package func promptTokens(of messages: [Message]) async throws -> [Int32] {
        try await tokens(of: messages, generationPrompt: true)
    }

    package func conversationTokens(of messages: [Message]) async throws -> [Int32] {
        try await tokens(of: messages, generationPrompt: false)
    }

    /// The whole conversation as text in the policy's own template, special tokens included: what a reward server without a template of its own reads.
    package func conversationText(of messages: [Message]) async throws -> String {
        let ids = try await conversationTokens(of: messages)
        return try await client.post("/detokenize", VLLMDetokenizeBody.bytes(model, ids), VLLMReplies.text)
    }

    package func sample(_ request: SampleRequest) async throws -> [Sample] {
        guard request.count > 0 else { return [] }
        let prompt = try await promptTokens(of: request)
        let sampling = try context.fitted(request.sampling, after: prompt.count)
        let body = try VLLMCompletionBody.sampling(model, prompt, request.count, request.seed, sampling, extraBody)
        return try await knowingNames { name in
            try await client.send(.post, "/v1/completions", body).samples { response in
                try JSONCursor.read(response.body) { try VLLMSampleReply.read(&$0, prompt: prompt, count: request.count, name: name) }
            }
        }
    }

    package func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
        guard !response.isEmpty else { return [] }
        let ids = try context.sequence(prompt, response)
        let body = try VLLMCompletionBody.scoring(model, ids)
        return try await knowingNames { name in
            try await client.post("/v1/completions", body) { cursor in
                try VLLMScoreReply.read(&cursor, ids: ids, from: prompt.count, name: name)
            }
        }
    }

    package func load() async throws -> ServerLoad? {
        try await client.getIfOffered("/metrics") { VLLMLoad.read($0.body) }
    }

    /// Runs `body` with the names the model answers by. Where nobody probed yet they are unknown, and asked for before another name is an error.
    private func knowingNames<Answer>(_ body: (ServedName) async throws -> Answer) async throws -> Answer {
        let name = name.withLock { $0 }
        do {
            return try await body(name)
        } catch let error as BackendError where error.failure == .misconfigured && name.aliases.isEmpty {
            _ = try await probe()
            return try await body(self.name.withLock { $0 })
        }
    }

    private func tokens(of messages: [Message], generationPrompt: Bool) async throws -> [Int32] {
        let body = VLLMTokenizeBody.bytes(model, messages, generationPrompt: generationPrompt, templateArguments)
        return try await client.post("/tokenize", body, VLLMReplies.tokens)
    }
}
