/// How a prompt and a response become the one text that a text-only reward server reads.
package enum RewardTemplate: Sendable {
    /// No template of any model. A prompt of one user message: its text, a line feed, the response.
    /// Any other prompt: one line `role: text` per message, then `assistant: ` and the response, joined by line feeds.
    case plain
    /// A text of the user's own with places to fill in.
    case file(TextTemplate)
    /// The policy's own chat template, special tokens included: the closure renders a conversation that ends with the response.
    case policy(@Sendable ([Message]) async throws -> String)

    /// The text to score.
    package func text(prompt: [Message], response: String) async throws -> String {
        switch self {
        case .plain:
            if prompt.count == 1, prompt[0].role == "user" { return "\(prompt[0].content)\n\(response)" }
            return Self.lines(prompt + [Message(role: "assistant", content: response)])
        case .file(let template):
            let system = prompt.filter { $0.role == "system" }.map(\.content).joined(separator: "\n")
            return template.filled(prompt: Self.promptText(prompt.filter { $0.role != "system" }), response: response, system: system)
        case .policy(let render):
            return try await render(prompt + [Message(role: "assistant", content: response)])
        }
    }

    /// A prompt alone: the text of its one user message, else one line `role: text` per message.
    package static func promptText(_ prompt: [Message]) -> String {
        if prompt.count == 1, prompt[0].role == "user" { return prompt[0].content }
        return lines(prompt)
    }

    private static func lines(_ messages: [Message]) -> String {
        messages.map { "\($0.role): \($0.content)" }.joined(separator: "\n")
    }
}
