/// How a trainer is run.
package struct TrainerSpec: Sendable {
    /// Everything filled in but `{output}`, which each attempt has its own of.
    package var command: CommandTemplate
    /// Variables beside the inherited ones; their values are never logged.
    package var environment: [String: String]
    /// Where the trainer starts, absolute; nil: where selfplay was started.
    package var directory: String?
    /// Seconds after which the trainer is ended.
    package var timeout: Double
    /// Bytes of output after which the trainer is ended.
    package var logLimit: Int
    /// Seconds between asking it to end (SIGTERM) and ending it (SIGKILL).
    package var grace: Double

    package init(
        command: CommandTemplate,
        environment: [String: String] = [:],
        directory: String? = nil,
        timeout: Double = 86_400,
        logLimit: Int = 512 << 20,
        grace: Double = 10
    ) {
        self.command = command
        self.environment = environment
        self.directory = directory
        self.timeout = timeout
        self.logLimit = logLimit
        self.grace = grace
    }
}
