package import JSONCursor
package import Scheduling

/// A policy served by SGLang through its native routes: token ids in, token ids and log-probs out.
///
/// Log-probs of given text are natural logarithms at temperature 1. Those of sampled tokens are after temperature wherever it is not 0, unless
/// the server runs with `SGLANG_RETURN_ORIGINAL_LOGPROB=1`; `SampledLogprobCheck` measures which.
/// Seeds act only where the server runs with `--enable-deterministic-inference`.
/// Written against SGLang 0.5.23 (`managers/io_struct.py`, `managers/tokenizer_manager.py`, `sampling/sampling_params.py`).
package final class SGLangPolicy: PolicyBackend {
    package let capabilities: PolicyCapabilities

    private let client: EndpointClient
    private let model: SGLangModel
    private let body: SGLangGenerateBody
    private let templateArguments: ExtraFields
    private let context: ContextRoom

    /// - Parameters:
    ///   - client: The server's address, with or without `/v1` at its end.
    ///   - model: `base`, or `base:adapter` for a LoRA adapter that the server has loaded.
    ///   - contextLength: Longest sequence in tokens, overriding what the server tells.
    ///   - deterministic: Whether equal seeds are to give equal text; `probe` throws where the server does not compute so.
    ///   - templateArguments: `policy.chat.template_kwargs`, an object.
    ///   - extraBody: `policy.chat.extra_body`, an object merged into sampling requests, its `sampling_params` into theirs.
    package init(
        client: EndpointClient,
        model: String,
        contextLength: Int? = nil,
        deterministic: Bool = false,
        templateArguments: JSONValue = .object([]),
        extraBody: JSONValue = .object([])
    ) throws(BackendError) {
        self.client = client.at(client.address.atServerRoot())
        self.model = SGLangModel(model)
        self.context = ContextRoom(stated: contextLength, place: self.client.place, name: "the context of \(self.model.base)")
        self.templateArguments = try ExtraFields(templateArguments, reserved: [], setting: "policy.chat.template_kwargs")
        self.body = try SGLangGenerateBody(adapter: self.model.adapter, extraBody: extraBody)
        capabilities = PolicyCapabilities(
            tokenizes: true,
            reportsSampledLogprobs: true,
            scoresGivenText: true,
            reproducible: deterministic
        )
    }

    package func probe() async throws -> BackendProbe {
        let weightVersion = try await client.get("/model_info", SGLangReplies.weightVersion)
        var probe = try await client.get("/v1/models") { cursor in
            let list = try ModelList(&cursor)
            let probe = try list.probe(of: model.base, server: nil)
            // Servers that tell no adapters at all may have them all the same.
            if let adapter = model.adapter, list.entries.contains(where: { $0.parent != nil }) {
                _ = try list.probe(of: adapter, server: nil)
            }
            return probe
        }
        probe.weightVersion = weightVersion
        probe.server = try await server()
        context.report(probe.contextLength)
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
        let body = VLLMDetokenizeBody.bytes(model.base, ids, skipsSpecialTokens: false)
        return try await client.post("/v1/detokenize", body, SGLangReplies.text)
    }

    /// One request a sample, all at once: `n` copies of one request would share its seed.
    package func sample(_ request: SampleRequest) async throws -> [Sample] {
        guard request.count > 0 else { return [] }
        let prompt = try await promptTokens(of: request)
        let sampling = try context.fitted(request.sampling, after: prompt.count)
        return try await GatheredSamples.single(request.count) { [client, body] place in
            let content = try body.sampling(prompt, request.seed + Int64(place), sampling)
            return try await client.post("/generate", content) { try SGLangGeneration.read(&$0).sample(prompt: prompt) }
        }
    }

    package func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
        guard !response.isEmpty else { return [] }
        let ids = try context.sequence(prompt, response)
        let content = try body.scoring(ids, from: prompt.count)
        return try await client.post("/generate", content) { try SGLangGeneration.read(&$0).scores(of: ids, from: prompt.count) }
    }

    package func load() async throws -> ServerLoad? {
        try await SGLangLoad.current(client)
    }

    /// The server's name and version. Throws where determinism was claimed and is not there, or is not told.
    private func server() async throws -> String {
        let info: (version: String?, isDeterministic: Bool)
        do {
            info = try await client.get("/server_info", SGLangReplies.server)
        } catch let error as BackendError where !capabilities.reproducible && error.failure != .cancelled {
            // A router in front may not have this path; nothing else depends on it.
            return "SGLang"
        }
        guard info.isDeterministic || !capabilities.reproducible else {
            throw BackendError(
                .misconfigured,
                "\(client.place): the server ignores seeds: start it with --enable-deterministic-inference, or do not claim that it computes deterministically"
            )
        }
        return info.version.map { "SGLang \($0)" } ?? "SGLang"
    }

    private func tokens(of messages: [Message], generationPrompt: Bool) async throws -> [Int32] {
        let body = VLLMTokenizeBody.bytes(model.base, messages, generationPrompt: generationPrompt, templateArguments)
        return try await client.post("/v1/tokenize", body, VLLMReplies.tokens)
    }
}
