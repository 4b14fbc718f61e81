import JSONCursor
import Scheduling

/// A policy that is a program of the user's own: one process, JSON lines on its stdin and stdout (docs/command.md).
///
/// What the program can do is fixed by the configuration, because a run is planned with it; `probe` refuses a program that does not say the
/// same of itself. A program that can do more than it is asked for is welcome.
package final class CommandPolicy: PolicyBackend {
    /// What the protocol is made for: everything but equal text for equal seeds, which only a careful program keeps.
    package static let usualCapabilities = PolicyCapabilities(
        tokenizes: true,
        reportsSampledLogprobs: true,
        scoresGivenText: true,
        reproducible: false
    )

    package let capabilities: PolicyCapabilities

    private let channel: CommandChannel
    private let context: ContextRoom

    /// - Parameters:
    ///   - model: the model the program must say it serves; empty where that does not matter.
    ///   - contextLength: Longest sequence in tokens, overriding what the program tells.
    package init(
        _ specification: CommandSpecification,
        model: String,
        capabilities: PolicyCapabilities = CommandPolicy.usualCapabilities,
        contextLength: Int? = nil
    ) {
        self.capabilities = capabilities
        context = ContextRoom(stated: contextLength, place: specification.name, name: "its context")
        let needs = Self.needs(capabilities)
        channel = CommandChannel(specification) { try $0.check(model: model, needs: needs) }
    }

    deinit {
        channel.end()
    }

    private static func needs(_ capabilities: PolicyCapabilities) -> [(capability: String, remedy: String)] {
        [
            (capabilities.tokenizes, "tokenizes"), (capabilities.reportsSampledLogprobs, "reports_logprobs"),
            (capabilities.scoresGivenText, "scores"), (capabilities.reproducible, "reproducible"),
        ].filter(\.0).map { ($0.1, "set \($0.1) to false for this command, or teach the program") }
    }

    /// Ends the program with its process group.
    package func end() {
        channel.end()
    }

    /// Starts the program where it does not run.
    package func probe() async throws -> BackendProbe {
        let hello = try await channel.hello()
        context.report(hello.contextLength)
        return hello.probe
    }

    package func promptTokens(of messages: [Message]) async throws -> [Int32] {
        try await tokens(of: messages, generationPrompt: true)
    }

    package func conversationTokens(of messages: [Message]) async throws -> [Int32] {
        try await tokens(of: messages, generationPrompt: false)
    }

    package func sample(_ request: SampleRequest) async throws -> [Sample] {
        guard request.count > 0 else { return [] }
        var sampling = request.sampling
        if let prompt = request.promptTokens { sampling = try context.fitted(sampling, after: prompt.count, spare: 0) }
        let samples = try await channel.ask("sample") { writer in
            try CommandSampling.write(request, sampling, to: &writer)
        } _: { [capabilities] cursor in
            try CommandSampleReply.read(&cursor, count: request.count, needsTokens: capabilities.reportsSampledLogprobs)
        }
        let written = samples.reduce(0) { $0 + ($1.tokens?.count ?? 0) }
        CallTrace.current?.addUsage(promptTokens: request.promptTokens?.count ?? 0, completionTokens: written)
        return samples
    }

    package func score(prompt: [Int32], response: [Int32]) async throws -> [Double] {
        guard capabilities.scoresGivenText else { throw incapable("measure given text (scores)") }
        guard !response.isEmpty else { return [] }
        let count = prompt.count + response.count
        try context.check(count, spare: 0)
        let logprobs = try await channel.ask("score") { writer in
            writer.key("prompt")
            writer.tokens(prompt)
            writer.key("response")
            writer.tokens(response)
        } _: { cursor in
            let logprobs = try Self.field("logprobs", in: &cursor) { try $0.doubles() }
            guard logprobs.count == response.count else {
                throw BadReply.malformed("\(logprobs.count) log-probs came back for \(response.count) tokens")
            }
            for logprob in logprobs { try LogprobCheck.check(logprob) }
            return logprobs
        }
        CallTrace.current?.addUsage(promptTokens: count, completionTokens: 0)
        return logprobs
    }

    private func tokens(of messages: [Message], generationPrompt: Bool) async throws -> [Int32] {
        guard capabilities.tokenizes else { throw incapable("tell token ids (tokenizes)") }
        return try await channel.ask("tokenize") { writer in
            writer.key("messages")
            writer.messages(messages)
            writer.key("generation_prompt")
            writer.bool(generationPrompt)
        } _: { cursor in
            let tokens = try Self.field("tokens", in: &cursor) { try $0.integers32() }
            guard !tokens.isEmpty else { throw BadReply.malformed("a conversation became no tokens") }
            return tokens
        }
    }

    /// The one field of an answer that matters.
    static func field<Value>(_ name: StaticString, in cursor: inout JSONCursor, _ read: (inout JSONCursor) throws -> Value) throws -> Value
    {
        var found: Value?
        try cursor.object { key, value in
            if key == name { found = try read(&value) } else { try value.skip() }
        }
        guard let found else { throw BadReply.malformed("the answer has no \(name)") }
        return found
    }

    private func incapable(_ task: String) -> BackendError {
        BackendError(.misconfigured, "\(channel.specification.name): the configuration says that it cannot \(task)")
    }
}
