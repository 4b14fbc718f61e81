package import JSONCursor
import Platform
import Scheduling

/// A policy behind OpenAI's chat API or one of its imitators: text in, text out.
///
/// No token ids, no log-probs, no scoring of given text. Seeds are sent but best effort, so it does not count as reproducible.
/// Fields that a model refuses by name (`error.param`) are left out from then on, each with a notice: reasoning models refuse `temperature`
/// and others, older servers do not know `max_completion_tokens`, some take one choice a request only.
package final class OpenAIPolicy: PolicyBackend {
    package let capabilities = PolicyCapabilities(
        tokenizes: false,
        reportsSampledLogprobs: false,
        scoresGivenText: false,
        reproducible: false
    )

    private let client: EndpointClient
    private let model: String
    private let extraBody: ExtraFields
    private let notice: @Sendable (String) -> Void
    private let name: Lock<ServedName>
    /// What this endpoint was found to refuse.
    private let refused = Lock<Set<OpenAIChatBody.Field>>([])

    /// - Parameters:
    ///   - client: The API's address, with or without its version (`/v1`) at the end.
    ///   - extraBody: `policy.chat.extra_body`, an object merged into every request.
    ///   - notice: Told once for each field that is left out from now on.
    package init(
        client: EndpointClient,
        model: String,
        extraBody: JSONValue = .object([]),
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(BackendError) {
        self.client = client.at(client.address.atVersionRoot())
        self.model = model
        self.extraBody = try ExtraFields(extraBody, reserved: OpenAIChatBody.ownFields, setting: "policy.chat.extra_body")
        self.notice = notice
        self.name = Lock(ServedName(asked: model))
    }

    package func probe() async throws -> BackendProbe {
        let (probe, names) = try await client.get("/models") { cursor in
            let list = try ModelList(&cursor)
            return (try list.probe(of: model, server: nil), list.names(of: model))
        }
        name.withLock { $0.aliases = names }
        return probe
    }

    package func promptTokens(of messages: [Message]) async throws -> [Int32] {
        throw incapable("tell token ids")
    }

    package func conversationTokens(of messages: [Message]) async throws -> [Int32] {
        throw incapable("tell token ids")
    }

    package func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
        throw incapable("score given text")
    }

    package func sample(_ request: SampleRequest) async throws -> [Sample] {
        guard request.count > 0 else { return [] }
        guard !leavesOut(.count) else { return try await singly(request) }
        let samples = try await samples(request)
        guard samples.count < request.count else { return samples }
        // One choice whatever `n` says: it is the one of the first seed, the others are asked for one by one.
        if leave(out: .count) {
            notice("\(place) answers one choice whatever n says: every response is its own request from now on")
        }
        return try await singly(request, known: samples)
    }

    private func singly(_ request: SampleRequest, known: [Sample] = []) async throws -> [Sample] {
        let known = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($0.offset, $0.element) })
        return try await GatheredSamples.single(request.count, known: known) { [self] place in
            var single = request
            single.count = 1
            single.seed = request.seed + Int64(place)
            return try await samples(single)[0]
        }
    }

    /// The choices of one request: `request.count`, or one from a server that ignores or refuses `n`.
    private func samples(_ request: SampleRequest) async throws -> [Sample] {
        let name = name.withLock { $0 }
        while true {
            let body = OpenAIChatBody(model: model, request: request, leftOut: refused.withLock { $0 })
            let reply = try await client.send(.post, "/chat/completions", try body.bytes(extraBody))
            guard reply.response.status == 400, let field = body.field(refusedBy: reply.response) else {
                return try reply.samples { try OpenAIChatReply.choices(in: $0, count: request.count, name: name) }
            }
            if leave(out: field) { notice("\(place) refuses \(field.rawValue): it is \(field.consequence) from now on") }
        }
    }

    private var place: String { "\(client.address.authority) (\(model))" }

    private func leavesOut(_ field: OpenAIChatBody.Field) -> Bool {
        refused.withLock { $0.contains(field) }
    }

    /// True if the field was not left out before.
    private func leave(out field: OpenAIChatBody.Field) -> Bool {
        refused.withLock { $0.insert(field).inserted }
    }

    private func incapable(_ task: String) -> BackendError {
        BackendError(.misconfigured, "\(client.address.authority): the openai backend cannot \(task)")
    }
}
