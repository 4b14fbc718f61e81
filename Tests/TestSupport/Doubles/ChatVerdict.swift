/// A reply to a chat request with the log-probs of its tokens.
struct ChatVerdict: Encodable {
    struct Message: Encodable {
        var role = "assistant"
        var content: String?
        var reasoning: String?

        private enum CodingKeys: CodingKey { case role, content, reasoning, refusal }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(role, forKey: .role)
            try container.encode(content, forKey: .content)
            try container.encode(reasoning, forKey: .reasoning)
            try container.encodeNil(forKey: .refusal)
        }
    }

    struct Alternative: Encodable {
        var token: String
        var logprob: Double
        var bytes: [Int]?
    }

    struct Token: Encodable {
        var token: String
        var logprob: Double
        var bytes: [Int]?
        var top_logprobs: [Alternative]
    }

    struct Logprobs: Encodable {
        var content: [Token]
    }

    struct Choice: Encodable {
        var index = 0
        var message: Message
        var logprobs: Logprobs?
        var finish_reason: String
    }

    struct Usage: Encodable {
        var prompt_tokens = 300
        var completion_tokens = 4
        var total_tokens = 304
    }

    var id = "chatcmpl-1"
    var object = "chat.completion"
    var model: String
    var choices: [Choice]
    var usage = Usage()
}
