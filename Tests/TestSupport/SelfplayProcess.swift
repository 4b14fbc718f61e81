import Dispatch
import Glibc
import Platform

/// The built `selfplay` program as a process of its own, its output caught in files.
///
///     let process = try SelfplayProcess(["run", "config.yaml"], directory: folder.path)
///     process.send(SIGKILL)
///     let outcome = await process.outcome()
///
/// The program is the one that lies beside the running test bundle. Nothing here blocks Swift's cooperative pool.
package final class SelfplayProcess: Sendable {
    /// How a process came to its end.
    package enum End: Sendable, Hashable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    /// What a process left behind.
    package struct Outcome: Sendable {
        package let end: End
        /// All of stdout.
        package let output: String
        /// All of stderr.
        package let errors: String
        /// From the start to the end, however late the test learns of it.
        package let duration: Duration

        /// The exit code; nil where a signal ended the process.
        package var exitCode: Int32? {
            if case .exited(let code) = end { code } else { nil }
        }
    }

    /// Why a process could not be started.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package let pid: Int32
    private let output: CaughtOutput
    private let errors: CaughtOutput
    private let state: Lock<State>

    /// The end, and who waits for it.
    private struct State {
        let start = ContinuousClock.now
        var duration = Duration.zero
        var end: End?
        var waiting: [CheckedContinuation<End, Never>] = []
    }

    /// Starts `selfplay` with `arguments` in `directory`.
    ///
    /// - Parameters:
    ///   - environment: Variables beside those of the tests' own process, or instead of them.
    ///   - limit: Seconds after which the process is killed, so that a test fails instead of waiting for ever.
    package init(
        _ arguments: [String],
        environment: [String: String] = [:],
        directory: String,
        limit: Int = 600
    ) throws {
        let output = try CaughtOutput()
        let errors = try CaughtOutput()
        let pid = try Self.spawn(arguments, environment, directory, output.descriptor, errors.descriptor)
        let state = Lock(State())
        self.pid = pid
        self.output = output
        self.errors = errors
        self.state = state
        // Not a task: processes are reaped and killed even while other tests hold all of Swift's threads.
        DispatchQueue(label: "selfplay.tests.wait").async { Self.reap(pid, state) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(limit)) { Self.send(SIGKILL, to: pid, unless: state) }
    }

    /// A process that no test looks at any more must not go on.
    deinit {
        send(SIGKILL)
    }

    /// Runs `selfplay` to its end.
    package static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        directory: String,
        limit: Int = 600
    ) async throws -> Outcome {
        try await SelfplayProcess(arguments, environment: environment, directory: directory, limit: limit).outcome()
    }

    /// The program under test.
    package static var executable: String {
        get throws {
            guard let bundle = realpath("/proc/self/exe", nil) else { throw Failure(description: "/proc/self/exe cannot be read") }
            defer { free(bundle) }
            let path = String(cString: bundle)
            let program = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) + "/selfplay"
            guard access(program, X_OK) == 0 else { throw Failure(description: "\(program) is not built: `swift build --build-tests`") }
            return program
        }
    }

    /// Sends a signal unless the process has ended.
    package func send(_ signal: Int32) {
        Self.send(signal, to: pid, unless: state)
    }

    /// Sends a signal in the moment `condition` holds, which is looked at every millisecond, unless the process has ended before.
    ///
    /// The moment does not wait for one of Swift's threads, which other tests may hold for long.
    package func send(_ signal: Int32, when condition: @escaping @Sendable () -> Bool) async {
        _ = await Waiting.until(limit: 600) { [self] in
            guard condition() else { return hasEnded }
            send(signal)
            return true
        }
    }

    /// Whether the process is gone.
    package var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// What the process has written to stderr until now.
    package var errorsSoFar: String { errors.text }

    /// Waits for the end.
    package func outcome() async -> Outcome {
        let end = await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiting.append(continuation) }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
        return Outcome(end: end, output: output.text, errors: errors.text, duration: state.withLock { $0.duration })
    }

    private static func send(_ signal: Int32, to pid: Int32, unless state: Lock<State>) {
        // Under the lock that reaping takes: the id cannot belong to another process meanwhile.
        state.withLock { if $0.end == nil { kill(pid, signal) } }
    }

    private static func reap(_ pid: Int32, _ state: Lock<State>) {
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (end, waiting) = state.withLock { state in
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            let end: End = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
            state.end = end
            state.duration = ContinuousClock.now - state.start
            return (end, state.waiting)
        }
        for continuation in waiting { continuation.resume(returning: end) }
    }

    /// `env` goes to the folder, sets the variables, and becomes the program: the id stays the same.
    private static func spawn(
        _ arguments: [String],
        _ environment: [String: String],
        _ directory: String,
        _ output: Int32,
        _ errors: Int32
    ) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        try closeFrom3(&actions)

        // Signals as in a fresh shell, whatever the tests were started under.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGUSR1] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let variables = environment.map { "\($0.key)=\($0.value)" }
        let program = try executable
        var pid: pid_t = 0
        let code = withCStrings(["env", "--chdir=\(directory)"] + variables + [program] + arguments) { argv in
            posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, argv, environ)
        }
        guard code == 0 else { throw Failure(description: "\(program) cannot be started: \(String(cString: strerror(code)))") }
        return pid
    }

    /// The tests' own sockets and pipes must not live on in the program: who reads a pipe would wait for the program's end.
    ///
    /// Of glibc 2.34; its header shows it to GNU sources only, which Swift's module is not.
    private static func closeFrom3(_ actions: inout posix_spawn_file_actions_t) throws {
        typealias Function = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else {
            throw Failure(description: "the C library has no posix_spawn_file_actions_addclosefrom_np (glibc 2.34)")
        }
        _ = unsafeBitCast(symbol, to: Function.self)(&actions, 3)
    }

    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
