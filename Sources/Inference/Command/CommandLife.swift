import Glibc
import Platform
import Scheduling

/// One life of a child process, from its start to its end, on a thread of its own: the kernel kills the child when that thread ends, as it does
/// when selfplay is killed. Nothing here waits for the child but `poll`.
final class CommandLife {
    private struct Waiting {
        let continuation: CheckedContinuation<Result<[UInt8], BackendError>, Never>
        let deadline: Double
        let timeout: Double
    }

    private let specification: CommandSpecification
    private let inbox: CommandInbox
    /// An earlier life answered: what keeps this one from starting may pass.
    private let hasWorkedBefore: Bool

    private var waiting: [Int: Waiting] = [:]
    private var highestID = -1
    private var outgoing: [UInt8] = []
    private var written = 0
    private var lines: CommandLines
    private var errors: CommandErrorOutput
    private var lastAnswerAt = -Double.infinity
    private var hasAnswered = false
    private var ending: CommandEnding?
    private var chunk = [UInt8](repeating: 0, count: 65_536)

    init(_ specification: CommandSpecification, _ inbox: CommandInbox, hasWorkedBefore: Bool) {
        self.specification = specification
        self.inbox = inbox
        self.hasWorkedBefore = hasWorkedBefore
        lines = CommandLines(limit: specification.lineLimit)
        errors = CommandErrorOutput(log: specification.log)
    }

    /// Everything, blocking; returns when the child is gone with all of its process group, and everybody was answered.
    func run() {
        var end: ProcessEnd?
        do throws(BackendError) {
            var pipes = try CommandPipes()
            do throws(ProcessStartFailure) {
                let process = try pipes.start(specification)
                end = live(process, &pipes)
            } catch {
                ending = .notStarted(error)
            }
        } catch {
            ending = .noPipes(error)
        }
        finish(end)
    }

    // MARK: - Living

    private func live(_ process: Int32, _ pipes: inout CommandPipes) -> ProcessEnd? {
        let descriptor = ProcessDescriptor(process)
        while ending == nil {
            for message in inbox.take() { handle(message) }
            endOverdue()
            guard ending == nil else { break }
            wait(descriptor, pipes)
            write(to: pipes.input)
            // An answer that came just before the end counts.
            let isGone = Readiness.wait([descriptor.descriptor], seconds: 0)[0]
            readAnswers(pipes.output)
            readErrors(pipes.errors)
            if isGone, ending == nil { ending = .gone }
        }
        return close(process, descriptor, &pipes)
    }

    private func handle(_ message: CommandInbox.Message) {
        switch message {
        case .ask(let request):
            let now = Self.now
            outgoing += request.line
            highestID = max(highestID, request.id)
            waiting[request.id] = Waiting(
                continuation: request.continuation,
                deadline: now + request.timeout,
                timeout: request.timeout
            )
        case .abandon(let id):
            answer(id, .failure(BackendError(.cancelled, "\(specification.place): cancelled")))
        case .end: ending = ending ?? .asked
        }
    }

    /// Who waited too long goes without an answer; a child that answered nobody for half of that time is not coming back.
    private func endOverdue() {
        let now = Self.now
        for (id, one) in waiting where one.deadline <= now {
            if now - lastAnswerAt > one.timeout / 2 { ending = ending ?? .hung(one.timeout) }
            answer(id, .failure(late(one.timeout)))
        }
    }

    private func wait(_ process: ProcessDescriptor, _ pipes: borrowing CommandPipes) {
        let next = waiting.values.map(\.deadline).min()
        var milliseconds: Int32 = -1
        if let next { milliseconds = Int32(min(max((next - Self.now) * 1000, 0).rounded(.up), 3_600_000)) }
        // Without a descriptor of the process, closed pipes tell of its end.
        var entries = [pipes.output, pipes.errors, inbox.descriptor, process.descriptor].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        if written < outgoing.count { entries.append(pollfd(fd: pipes.input, events: Int16(POLLOUT), revents: 0)) }
        _ = poll(&entries, nfds_t(entries.count), milliseconds)
    }

    private func write(to input: Int32) {
        while written < outgoing.count {
            let count = outgoing.withUnsafeBytes { Glibc.write(input, $0.baseAddress?.advanced(by: written), $0.count - written) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return }
            guard count > 0 else {
                ending = ending ?? .gone
                return
            }
            written += count
        }
        outgoing.removeAll(keepingCapacity: outgoing.count < 1 << 20)
        written = 0
    }

    // MARK: - Answers

    private func readAnswers(_ output: Int32) {
        // More than a pipe holds, but not without end: others are waiting too.
        for _ in 0..<64 where ending == nil {
            switch read(output) {
            case .nothing: return
            case .end:
                ending = .gone
                return
            case .bytes(let count):
                var events: [CommandLines.Event] = []
                lines.add(chunk[..<count]) { events.append($0) }
                for event in events where ending == nil { take(event) }
            }
        }
    }

    private func take(_ event: CommandLines.Event) {
        switch event {
        case .line(let line): take(line)
        case .tooLong:
            ending = .garbage("wrote a line of more than \(specification.lineLimit) bytes on stdout")
        }
    }

    private func take(_ line: [UInt8]) {
        guard let reply = try? CommandReply(line), let id = reply.id else {
            let said = Excerpt.of(line, limit: 80)
            ending = .garbage(
                "wrote on stdout what is no answer (a JSON object with an \"id\"): \"\(said)\"; everything else belongs on stderr"
            )
            return
        }
        guard id >= 0, id <= highestID else {
            ending = .garbage("answered the request \(id), which nobody asked")
            return
        }
        lastAnswerAt = Self.now
        hasAnswered = true
        if let error = reply.error {
            answer(id, .failure(BackendError(error.failure, "\(specification.place): \(Excerpt.of(error.message))")))
        } else {
            answer(id, .success(line))
        }
    }

    /// Of a request that nobody waits for any more, nothing.
    private func answer(_ id: Int, _ result: Result<[UInt8], BackendError>) {
        waiting.removeValue(forKey: id)?.continuation.resume(returning: result)
    }

    private func readErrors(_ descriptor: Int32) {
        for _ in 0..<64 {
            guard case .bytes(let count) = read(descriptor) else { return }
            errors.add(chunk[..<count])
        }
    }

    private enum Reading {
        case nothing, end
        case bytes(Int)
    }

    private func read(_ descriptor: Int32) -> Reading {
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            if errno != EINTR { return errno == EAGAIN ? .nothing : .end }
        }
    }

    // MARK: - Ending

    /// Ends the child with its process group: who was asked to end gets the end of its stdin and time, the others what they deserve.
    private func close(_ process: Int32, _ descriptor: ProcessDescriptor, _ pipes: inout CommandPipes) -> ProcessEnd? {
        pipes.closeInput()
        var patience = specification.grace
        if case .garbage = ending { patience = 0 }
        if case .hung = ending { patience = 0 }
        let deadline = Self.now + patience
        while Self.now < deadline, !Readiness.wait([descriptor.descriptor], seconds: min(0.02, patience))[0] {
            readErrors(pipes.errors)
            discard(pipes.output)
        }
        // Until it is reaped, its group's id is its own.
        kill(-process, SIGKILL)
        let end = ProcessEnd.reap(process)
        readErrors(pipes.errors)
        errors.finish()
        return end
    }

    /// So that nobody is stuck in a write while being ended.
    private func discard(_ output: Int32) {
        for _ in 0..<64 {
            guard case .bytes = read(output) else { return }
        }
    }

    private func finish(_ end: ProcessEnd?) {
        let error = error(end)
        let left = inbox.shut(error)
        for one in waiting.values { one.continuation.resume(returning: .failure(error)) }
        waiting = [:]
        for case .ask(let request) in left { request.continuation.resume(returning: .failure(error)) }
    }

    private func error(_ end: ProcessEnd?) -> BackendError {
        failure.error(ending, end)
    }

    private func late(_ seconds: Double) -> BackendError {
        if !hasAnswered, case .hung = ending { return error(nil) }
        return failure.late(seconds)
    }

    private var failure: CommandFailure {
        CommandFailure(
            specification: specification,
            hasWorkedBefore: hasWorkedBefore,
            hasAnswered: hasAnswered,
            lastWords: errors.lastWords
        )
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
