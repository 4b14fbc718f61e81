import Glibc
import Platform

/// The three pipes between us and a child. Ours never block; the child's are as usual.
struct CommandPipes: ~Copyable {
    private(set) var input: Int32
    let output: Int32
    let errors: Int32
    private var theirs: [Int32]

    /// Throws the system's reason.
    init() throws(BackendError) {
        var opened: [Int32] = []
        for _ in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else {
                let reason = String(cString: strerror(errno))
                for descriptor in opened { close(descriptor) }
                throw BackendError(.unreachable, "no pipe for it: \(reason); raise the limit (ulimit -n)")
            }
            opened += ends
        }
        // A child closes every descriptor but its own three, so that a race with another start leaks none into it.
        for descriptor in opened { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        input = opened[1]
        output = opened[2]
        errors = opened[4]
        theirs = [opened[0], opened[3], opened[5]]
        for descriptor in [opened[1], opened[2], opened[4]] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    }

    /// Starts the program on these pipes and returns its process id. The thread that calls it must live as long as the child: the child is killed when it ends.
    mutating func start(_ specification: CommandSpecification) throws(ProcessStartFailure) -> Int32 {
        defer { closeTheirs() }
        return try ProcessStart(
            arguments: specification.arguments,
            environment: specification.environment,
            directory: specification.directory,
            input: theirs[0],
            output: theirs[1],
            errors: theirs[2],
            deathSignal: SIGKILL
        ).start()
    }

    /// What the child reads as the end of its requests.
    mutating func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    private mutating func closeTheirs() {
        for descriptor in theirs { close(descriptor) }
        theirs = []
    }

    deinit {
        for descriptor in theirs { close(descriptor) }
        if input >= 0 { close(input) }
        close(output)
        close(errors)
    }
}
