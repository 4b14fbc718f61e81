package import JSONCursor
import Platform
import Scheduling

/// A policy behind `/v1/completions` of a server that takes token ids, tells them, and echoes a prompt's log-probs: a base model without a chat
/// template, or a server that offers nothing better (vLLM, SGLang and what imitates them).
///
/// A prompt's text goes over the wire once, to learn its ids; sampling and scoring use ids. Whether the echoed log-probs are the right ones is
/// measured before anything else, because servers get it wrong with status 200.
package final class OpenAICompletionsPolicy: PolicyBackend {
    package let capabilities: PolicyCapabilities

    private let client: EndpointClient
    private let model: String
    private let text: PromptText
    private let addsSpecialTokens: Bool
    private let extraBody: ExtraFields
    private let context: ContextRoom
    private let state: Lock<State>

    private struct State {
        var name: ServedName
        /// Alternatives to ask for: 1 where 0 gives no log-probs at all.
        var alternatives = 0
        var isVerified = false
    }

    /// - Parameters:
    ///   - client: The API's address, with or without its version (`/v1`) at the end.
    ///   - template: How a prompt becomes text: `plain`, or a file with `{prompt}` and `{response}` in it, of which the part before the response is sent.
    ///   - addsSpecialTokens: Whether the tokenizer is to put its begin-of-sequence token before that text; no where the template has it.
    ///   - contextLength: Longest sequence in tokens, overriding what the server tells.
    ///   - deterministic: Whether equal seeds are to give equal text; `probe` throws where they do not.
    ///   - extraBody: `policy.chat.extra_body`, an object merged into sampling requests, and into those only.
    package init(
        client: EndpointClient,
        model: String,
        template: RewardTemplate,
        addsSpecialTokens: Bool = true,
        contextLength: Int? = nil,
        deterministic: Bool = false,
        extraBody: JSONValue = .object([])
    ) throws(BackendError) {
        self.client = client.at(client.address.atVersionRoot())
        self.model = model
        self.text = PromptText(template: template)
        self.addsSpecialTokens = addsSpecialTokens
        self.context = ContextRoom(stated: contextLength, place: self.client.place, name: "the context of \(model)")
        self.state = Lock(State(name: ServedName(asked: model)))
        self.extraBody = try ExtraFields(extraBody, reserved: CompletionsBody.ownFields, setting: "policy.chat.extra_body")
        capabilities = PolicyCapabilities(
            tokenizes: true,
            reportsSampledLogprobs: true,
            scoresGivenText: true,
            reproducible: deterministic
        )
    }

    /// The first successful probe also measures a few tokens.
    package func probe() async throws -> BackendProbe {
        let (probe, names) = try await client.get("/models") { cursor in
            let list = try ModelList(&cursor)
            return (try list.probe(of: model, server: nil), list.names(of: model))
        }
        context.report(probe.contextLength)
        state.withLock { $0.name.aliases = names }
        if !state.withLock({ $0.isVerified }) {
            try await verify()
            state.withLock { $0.isVerified = true }
        }
        return probe
    }

    package func promptTokens(of messages: [Message]) async throws -> [Int32] {
        try await tokens(of: try await text.prompt(messages))
    }

    package func conversationTokens(of messages: [Message]) async throws -> [Int32] {
        try await tokens(of: try await conversationText(of: messages))
    }

    /// The whole conversation as text in the template, without what the tokenizer puts around it.
    package func conversationText(of messages: [Message]) async throws -> String {
        try await text.conversation(messages)
    }

    /// One request a sample, all at once: whether `n` copies of one request share its seed depends on the server.
    package func sample(_ request: SampleRequest) async throws -> [Sample] {
        guard request.count > 0 else { return [] }
        let prompt = try await promptTokens(of: request)
        let sampling = try context.fitted(request.sampling, after: prompt.count)
        return try await GatheredSamples.single(request.count) { [self] place in
            var body = CompletionsBody(model: model, prompt: .tokens(prompt), echo: false, alternatives: 0)
            body.seed = request.seed + Int64(place)
            body.sampling = sampling
            return try await exchange(body, extraBody) { try $0.sample(prompt: prompt) }
        }
    }

    package func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
        guard !response.isEmpty else { return [] }
        let ids = try context.sequence(prompt, response)
        let body = CompletionsBody(model: model, prompt: .tokens(ids), echo: true, alternatives: 0)
        return try await exchange(body, nil) { try $0.scores(of: ids, from: prompt.count) }
    }

    private func tokens(of text: String) async throws -> [Int32] {
        let body = CompletionsBody(model: model, prompt: .text(text, addsSpecial: addsSpecialTokens), echo: true, alternatives: 0)
        return try await exchange(body, nil) { try $0.prompt() }
    }

    /// Posts `body` and reads the reply; once more with an alternative asked for where there are no log-probs without.
    private func exchange<Value>(
        _ body: CompletionsBody,
        _ extra: ExtraFields?,
        _ read: (CompletionsReply) throws -> Value
    ) async throws -> Value {
        var body = body
        while true {
            let name = state.withLock { state in
                body.alternatives = state.alternatives
                return state.name
            }
            let reply = try await client.send(.post, "/completions", try body.bytes(extra))
            let completion = try reply.read { try JSONCursor.read($0.body) { try CompletionsReply(&$0, name: name) } }
            if completion.hasNoLogprobs, body.alternatives == 0 {
                state.withLock { $0.alternatives = 1 }
                continue
            }
            return try reply.read { response in
                try Gateway.check(response)
                return try read(completion)
            }
        }
    }

    /// Whether this server can be believed: an answer just sampled measures the same as given text, and equal seeds sample the same where that
    /// was claimed.
    private func verify() async throws {
        try await text.check()
        let messages = [Message(role: "user", content: "Name three colours of the rainbow.")]
        let prompt = try await promptTokens(of: messages)
        try await ScoringCheck.run(self, at: client.place, prompt: prompt, messages: messages)
        guard capabilities.reproducible else { return }
        let sampling = SamplingParameters(maxTokens: ScoringCheck.responseTokens)
        let request = SampleRequest(messages: messages, promptTokens: prompt, count: 4, seed: 7, sampling: sampling)
        let first = try await sample(request)
        let second = try await sample(request)
        guard first.map(\.tokens) == second.map(\.tokens) else {
            throw BackendError(
                .misconfigured,
                "\(client.place): equal seeds gave different answers: do not claim that the server computes deterministically"
            )
        }
    }
}
