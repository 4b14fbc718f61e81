/// A command of the configuration that is run to its end: a hook, an evaluation, a server's restart.
package struct CommandSpec: Sendable {
    /// What becomes of stdout and stderr.
    package enum Output: Sendable, Hashable {
        /// Kept in nameless files and returned: stdout up to a limit, the end of stderr.
        case captured(limit: Int)
        /// Both are appended to this file, its end is returned. For commands that leave a server behind, which goes on writing there.
        case file(String)
    }

    /// Where the command comes from, for messages: `hooks.round_finished`.
    package var key: String
    package var arguments: [String]
    /// Variables beside the inherited ones; their values are never logged.
    package var environment: [String: String]
    /// Where the command starts, absolute; nil: where selfplay was started.
    package var directory: String?
    /// Bytes for stdin; nil: it is empty.
    package var input: [UInt8]?
    /// Seconds after which the command is ended.
    package var timeout: Double
    package var output: Output
    /// Seconds between asking it to end (SIGTERM) and ending it (SIGKILL).
    package var grace: Double

    package init(
        key: String,
        arguments: [String],
        environment: [String: String] = [:],
        directory: String? = nil,
        input: [UInt8]? = nil,
        timeout: Double = 600,
        output: Output = .captured(limit: 16 << 20),
        grace: Double = 10
    ) {
        self.key = key
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.input = input
        self.timeout = timeout
        self.output = output
        self.grace = grace
    }
}
