package import JSONCursor
import Platform
package import Scheduling

/// A policy served by llama.cpp's llama-server: token ids in, token ids and log-probs out.
///
/// Log-probs are natural logarithms of the model's own distribution, before every sampler. A token that the server reports none for is
/// measured by forcing it. The same forcing measures given text, one request a token: hence opt-in.
/// Written against the server of late 2026 (`tools/server/server-context.cpp`, `server-task.cpp`, `server-schema.cpp`) and tried on it.
package final class LlamaCppPolicy: PolicyBackend {
    package let capabilities: PolicyCapabilities

    private let client: EndpointClient
    private let model: String
    private let templateArguments: ExtraFields
    private let extraBody: ExtraFields
    private let context: ContextRoom
    private let state = Lock(State())

    private struct State {
        /// As the server told it last.
        var properties: LlamaProperties?
        /// Whether the server renders a conversation that ends with an answer whole, rather than open-ended; nil until it was tried.
        var rendersWhole: Bool?
        /// Whether forced tokens were found to measure what was reported of them while sampling.
        var isVerified = false
        /// The server was not started with `--metrics`.
        var hasNoMetrics = false
    }

    /// - Parameters:
    ///   - client: The server's address, with or without `/v1` at its end.
    ///   - model: The name the server serves its model by (`--alias`); it ignores the name in requests, so replies are checked for it.
    ///   - contextLength: Longest sequence of a slot in tokens, overriding what the server tells.
    ///   - forcedScoring: Whether given text may be measured, one request a token.
    ///   - templateArguments: `policy.chat.template_kwargs`, an object.
    ///   - extraBody: `policy.chat.extra_body`, an object merged into sampling requests, and into those only.
    package init(
        client: EndpointClient,
        model: String,
        contextLength: Int? = nil,
        forcedScoring: Bool = false,
        templateArguments: JSONValue = .object([]),
        extraBody: JSONValue = .object([])
    ) throws(BackendError) {
        self.client = client.at(client.address.atServerRoot())
        self.model = model
        self.context = ContextRoom(stated: contextLength, place: self.client.place, name: "the context of a slot")
        self.templateArguments = try ExtraFields(templateArguments, reserved: [], setting: "policy.chat.template_kwargs")
        self.extraBody = try ExtraFields(extraBody, reserved: LlamaCompletionBody.ownFields, setting: "policy.chat.extra_body")
        capabilities = PolicyCapabilities(
            tokenizes: true,
            reportsSampledLogprobs: true,
            scoresGivenText: forcedScoring,
            reproducible: true
        )
    }

    /// With forced scoring the first probe also measures a few tokens. The list of models is answered while the model still loads, so `/health` is asked first.
    package func probe() async throws -> BackendProbe {
        try await client.get("/health") { try $0.skip() }
        let properties = try await fetchProperties()
        let server = properties.build.map { "llama.cpp \($0)" } ?? "llama.cpp"
        var probe = try await client.get("/v1/models") { try ModelList(&$0).probe(of: model, server: server) }
        probe.contextLength = properties.contextLength
        probe.slots = properties.slots
        if capabilities.scoresGivenText, !state.withLock({ $0.isVerified }) {
            let messages = [Message(role: "user", content: "Say selfplay.")]
            try await ScoringCheck.run(self, at: client.place, prompt: try await promptTokens(of: messages), messages: messages)
            state.withLock { $0.isVerified = true }
        }
        return probe
    }

    /// The GGUF file that the server says it serves, as the server sees it.
    package func servedFile() async throws -> String? {
        try await fetchProperties().modelPath
    }

    package func promptTokens(of messages: [Message]) async throws -> [Int32] {
        try await tokens(of: render(messages, generationPrompt: true))
    }

    /// Throws `misconfigured` where the server renders an answer at the end open-ended, to be continued, as it does unless told otherwise.
    package func conversationTokens(of messages: [Message]) async throws -> [Int32] {
        try await tokens(of: conversationText(of: messages))
    }

    /// The whole conversation as text in the policy's own template; a begin-of-sequence token that the tokenizer adds is not in it.
    package func conversationText(of messages: [Message]) async throws -> String {
        guard try await rendersWhole() else {
            throw BackendError(
                .misconfigured,
                "\(client.place)/apply-template: this llama-server leaves an answer at the end of a conversation open, to be continued: "
                    + "start it with --no-prefill-assistant"
            )
        }
        return try await render(messages, generationPrompt: false)
    }

    package func sample(_ request: SampleRequest) async throws -> [Sample] {
        guard request.count > 0 else { return [] }
        guard request.seed >= 0, request.seed + Int64(request.count) < Int64(UInt32.max) else {
            throw BackendError(.rejected, "\(client.place): llama-server's seeds are 0 to \(UInt32.max - 1), not \(request.seed)")
        }
        let prompt = try await promptTokens(of: request)
        let properties = try await properties()
        // The server marks a response truncated when its last token would fill the slot.
        let sampling = try context.fitted(request.sampling, after: prompt.count, spare: 1)
        var gathered = GatheredSamples()
        for first in stride(from: 0, to: request.count, by: properties.slots) {
            let count = min(request.count - first, properties.slots)
            // What is missing is asked for again anyway: the portions after it with it.
            let isWhole = try await gathered.take(at: first) {
                try await portion(prompt, count, request.seed + Int64(first), sampling)
            }
            if !isWhole { break }
        }
        return try gathered.all()
    }

    package func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
        guard capabilities.scoresGivenText else {
            throw BackendError(
                .misconfigured,
                "\(client.place): llama-server has no request that measures given text; forcing it token by token was not asked for"
            )
        }
        guard !response.isEmpty else { return [] }
        _ = try await properties()
        _ = try context.sequence(prompt, response, spare: 0)
        let unknown = [Double?](repeating: nil, count: response.count)
        return try await measurement.completed(unknown, of: response, after: prompt)
    }

    private func portion(_ prompt: [Int32], _ count: Int, _ seed: Int64, _ sampling: SamplingParameters) async throws -> [Sample] {
        let body = try LlamaCompletionBody.sampling(prompt, count, seed, sampling, extraBody)
        let reply = try await client.send(.post, "/completion", body)
        let choices = try reply.read { response in
            try JSONCursor.read(response.body) { try LlamaDraft.choices(&$0, count: count, prompt: prompt, model: model) }
        }
        var gathered = GatheredSamples()
        if let fault = choices.fault { gathered.fail(reply.failure.error(for: fault, in: reply.response), at: 0) }
        for (place, draft) in choices.good.sorted(by: { $0.key < $1.key }) {
            _ = try await gathered.take(at: place) { [try await draft.sample(after: prompt, measurement)] }
        }
        return try gathered.all()
    }

    private func properties() async throws -> LlamaProperties {
        if let known = state.withLock({ $0.properties }) { return known }
        return try await fetchProperties()
    }

    private func fetchProperties() async throws -> LlamaProperties {
        let properties = try await client.get("/props") { try LlamaProperties(&$0) }
        context.report(properties.contextLength)
        state.withLock { $0.properties = properties }
        return properties
    }

    private var measurement: LlamaMeasurement { LlamaMeasurement(client: client, model: model) }

    package func load() async throws -> ServerLoad? {
        if !state.withLock({ $0.hasNoMetrics }) {
            if let load = try await client.getIfOffered("/metrics", { LlamaLoad.metrics($0.body) }) {
                return ServerLoad(running: load.running, waiting: load.waiting, capacity: try await properties().slots)
            }
            state.withLock { $0.hasNoMetrics = true }
        }
        return try await client.getIfOffered("/slots") { try JSONCursor.read($0.body, LlamaLoad.slots) }
    }

    private func render(_ messages: [Message], generationPrompt: Bool) async throws -> String {
        let body = LlamaTemplateBody.template(messages, generationPrompt: generationPrompt, templateArguments)
        return try await client.post("/apply-template", body, LlamaTemplateBody.text)
    }

    /// `/apply-template` takes a begin-of-sequence token off where the tokenizer adds one (`common/chat.cpp`), so it has to be asked to.
    private func tokens(of text: String) async throws -> [Int32] {
        let begin = try await properties().beginText
        let hasBegin: Bool = !begin.isEmpty && text.hasPrefix(begin)
        return try await client.post("/tokenize", LlamaTemplateBody.tokens(of: text, addsSpecial: !hasBegin), LlamaTemplateBody.tokens)
    }

    private func rendersWhole() async throws -> Bool {
        if let known = state.withLock({ $0.rendersWhole }) { return known }
        let answer = "selfplay"
        let text = try await render(
            [Message(role: "user", content: "Say selfplay."), Message(role: "assistant", content: answer)],
            generationPrompt: false
        )
        let isWhole = !text.hasSuffix(answer)
        state.withLock { $0.rendersWhole = isWhole }
        return isWhole
    }
}
