/// A reward by how likely a content user's next turn is, compared with a discontent one's.
package struct FollowupSettings: Sendable, Hashable {
    /// What serves the model that is asked: one that can measure given text.
    package enum Server: String, Sendable, Hashable, CaseIterable {
        case vllm, sglang, llamacpp, playground
    }

    package var server: Server
    package var positive: [String]
    package var negative: [String]

    /// What the user says next where the answer helped.
    static let defaultPositive = [
        "Thank you, that is exactly what I needed.", "That makes it very clear to me.", "Great, this solves my problem.",
        "You understood what I was asking for.", "Good answer, I have nothing to add.",
    ]

    /// What the user says next where it did not.
    static let defaultNegative = [
        "That is not what I asked for.", "I am afraid this is wrong.", "This does not help me at all.",
        "You left out the most important part.", "I do not understand what you mean, please try again.",
    ]

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        server = try reader.choice("server")
        positive = try reader.texts("positive")
        negative = try reader.texts("negative")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["server"] = .text(server.rawValue)
        mapping["positive"] = .list(positive.map { .text($0) })
        mapping["negative"] = .list(negative.map { .text($0) })
        return mapping
    }
}
