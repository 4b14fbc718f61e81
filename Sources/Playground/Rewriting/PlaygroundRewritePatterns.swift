/// The sentences of the rewriter's prompts. `{t}` is the topic, `{u}` another one, `{m}` the topic with a modifier, `{s}` a setting.
enum PlaygroundRewritePatterns {
    static func of(_ direction: PlaygroundRewriteTask.Direction) -> [String] {
        switch direction {
        case .breadth: breadth
        case .deepen: deepen
        case .constrain: plain
        case .concretize: concretize
        case .reason: reason
        }
    }

    private static let breadth: [String] = [
        "Describe {t}.", "Describe {t} {s}.", "Tell me a story about {t}.", "Tell me a story about {t} {s}.", "Compare {t} and {u}.",
        "Write a line about {t}.", "Write a line about {t} {s}.", "Why do we need {t}?", "What should I know about {t}?",
        "What makes {t} good?", "Where do I find {t} {s}?", "Name three things about {t}.", "Why do people like {t} {s}?",
    ]

    private static let deepen: [String] = [
        "Why is {t} important, and what comes with it?", "How does {t} change, and why?",
        "Explain why people need {t} and what they learn from it.", "What is hard about {t}, and why?", "Why does {t} change with {u}?",
        "What do people not know about {t}, and why not?", "How do {t} and {u} work together?",
        "What comes before {t}, and what comes after it?",
    ]

    /// What a constraint is added to where the parent is long already.
    private static let plain: [String] = [
        "Describe {t}.", "Tell me a story about {t}.", "Write a line about {t}.", "Explain what makes {t} good.",
    ]

    static let constraints: [String] = [
        "Use short words.", "Write only one line.", "Keep it short and clear.", "Begin with a question.", "Write for a child.",
        "Put {u} into it.", "Also name {u}.", "Begin with {u}.", "End with {u}.", "Use {u} in your answer.",
    ]

    private static let concretize: [String] = [
        "Describe {m} {s}.", "Tell me a story about {m} {s}.", "What does {m} need {s}?", "How do I find {m} {s}?",
        "What should I do with {m} {s}?", "Write a line about {m} and {u}.", "Compare {m} and {u} {s}.", "Why do we like {m} {s}?",
    ]

    private static let reason: [String] = [
        "Compare {t} and {u}, and say why one is better.", "Should I take {t} or {u}, and why?",
        "First describe {t}, then say why it needs {u}.", "Why does {t} need {u}? Explain every part of your answer.",
        "How do you know that {t} is important? Show how you find the answer.", "What can {t} do without {u}, and why?",
    ]
}
