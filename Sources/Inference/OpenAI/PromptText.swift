import Scheduling

/// A prompt as the text that a model without a chat template continues: a template up to the place of the response.
struct PromptText: Sendable {
    var template: RewardTemplate

    /// Everything before the place of the response.
    func prompt(_ messages: [Message]) async throws -> String {
        // Two responses that differ in their first byte: what both texts begin with is the prompt, whatever the template is.
        let one = try await template.text(prompt: messages, response: "a").utf8
        let other = try await template.text(prompt: messages, response: "b").utf8
        let common = zip(one, other).prefix { $0 == $1 }.map(\.0)
        return String(decoding: common, as: UTF8.self)
    }

    /// Throws `misconfigured` where the response stands before the prompt.
    func check() async throws {
        let word = "selfplay"
        guard try await prompt([Message(role: "user", content: word)]).contains(word) else {
            throw BackendError(.misconfigured, "the prompt template has {response} before {prompt}: there is nothing to continue")
        }
    }

    /// A conversation that ends with an answer.
    func conversation(_ messages: [Message]) async throws -> String {
        guard let answer = messages.last, answer.role == "assistant" else {
            throw BackendError(.rejected, "a conversation without an answer at its end cannot be put into the prompt template")
        }
        return try await template.text(prompt: Array(messages.dropLast()), response: answer.content)
    }
}
