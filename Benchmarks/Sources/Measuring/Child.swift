import Glibc

/// A process that this one started and whose cost it learns when it ends.
package struct Child {
    private let pid: pid_t
    private let start: Double
    /// Writes to the process's standard input; closing it is the last thing it hears.
    package let input: Int32
    /// Reads its standard output.
    package let output: Int32

    /// Starts `command`; its standard error is this process's.
    package init(_ command: [String]) throws(Failure) {
        let toChild = try Self.pipe()
        let fromChild = try Self.pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid = pid_t()
        let error = posix_spawn(&pid, command[0], &actions, nil, &arguments, environ)
        close(toChild[0])
        close(fromChild[1])
        guard error == 0 else { throw Failure("cannot start \(command[0]): \(String(cString: strerror(error)))") }
        self.pid = pid
        start = Self.now
        input = toChild[1]
        output = fromChild[0]
    }

    /// Reads the standard output up to a line end or its end.
    package func line() -> String {
        var text: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1, byte != 0x0A { text.append(byte) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Closes its input, reads its output to the end and waits for it.
    package func end() throws(Failure) -> (output: String, cost: Cost) {
        close(input)
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(output, &buffer, buffer.count)
            guard count > 0 else { break }
            text.append(contentsOf: buffer[..<count])
        }
        close(output)
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(pid, &status, 0, &usage) == pid else { throw Failure("cannot wait for a process") }
        let said = String(decoding: text, as: UTF8.self)
        guard status == 0 else { throw Failure("a process ended with wait status \(status); it said: \(said)") }
        let cost = Cost(
            cpu: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
            peakMegabytes: Double(usage.ru_maxrss) * 1024 / 1e6,
            seconds: Self.now - start
        )
        return (said, cost)
    }

    /// The two ends of a pipe that later children do not inherit.
    private static func pipe() throws(Failure) -> [Int32] {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw Failure("no pipes left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
