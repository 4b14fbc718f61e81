/// A program of the user's own that answers as a policy or a reward model: what to start, and how long to wait for it.
package struct CommandSpecification: Sendable {
    /// The endpoint's name for people and records: `command:1`.
    package var name: String
    /// Program and arguments; no shell.
    package var arguments: [String]
    /// Variables beside the inherited ones, or instead of them.
    package var environment: [String: String]
    /// Where the program starts, absolute; nil: where selfplay was started.
    package var directory: String?
    /// Seconds until the first answer: a model may have to be loaded.
    package var startTimeout: Double
    /// Seconds until any other answer.
    package var requestTimeout: Double
    /// Most bytes of a line the program writes.
    package var lineLimit: Int
    /// Seconds between the end of its stdin and its being killed.
    package var grace: Double
    /// Gets every line of its stderr, without the line feed, cut at 4096 bytes; called on a thread of its own. Control codes stay in.
    package var log: @Sendable (String) -> Void

    package init(
        name: String,
        arguments: [String],
        environment: [String: String] = [:],
        directory: String? = nil,
        startTimeout: Double = 600,
        requestTimeout: Double = 600,
        lineLimit: Int = 64 << 20,
        grace: Double = 2,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.name = name
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.startTimeout = startTimeout
        self.requestTimeout = requestTimeout
        self.lineLimit = lineLimit
        self.grace = grace
        self.log = log
    }

    /// What messages begin with: the endpoint and what it runs.
    var place: String { "\(name) (\(Excerpt.of(arguments.joined(separator: " "), limit: 80)))" }
}
