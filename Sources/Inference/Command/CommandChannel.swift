import JSONCursor
import Platform
import Scheduling

/// The child of one endpoint through all of its lives: started when first asked, and again when it was gone.
///
/// Every life begins with `hello`, and nobody else's request goes out before its answer was found right.
final class CommandChannel: Sendable {
    private struct State {
        var handle: CommandHandle?
        var opening: Task<CommandHello, any Error>?
        var hasWorked = false
    }

    let specification: CommandSpecification
    private let accept: @Sendable (CommandHello) throws -> Void
    private let state = Lock(State())

    /// - Parameter accept: throws `BadReply` where what the child says of itself does not fit the configuration.
    init(_ specification: CommandSpecification, accept: @escaping @Sendable (CommandHello) throws -> Void) {
        self.specification = specification
        self.accept = accept
    }

    /// What the child says of itself now; starts it where it does not run.
    func hello() async throws -> CommandHello {
        _ = try await opened()
        return try await ask("hello", timeout: specification.requestTimeout, { CommandHello.request(&$0) }) { try CommandHello(&$0) }
    }

    /// Asks and reads the answer's object with `read`, which throws `JSONError` or `BadReply` where it is not what was asked for.
    func ask<Value>(
        _ operation: StaticString,
        timeout: Double? = nil,
        _ body: (inout JSONWriter) throws -> Void,
        _ read: (inout JSONCursor) throws -> Value
    ) async throws -> Value {
        let handle = try await opened()
        let line = try await handle.ask(operation, timeout: timeout ?? specification.requestTimeout, body)
        return try self.read(line, read)
    }

    /// Ends the child; a later request starts it again.
    func end() {
        let handle = state.withLock { state in
            defer { (state.handle, state.opening) = (nil, nil) }
            return state.handle
        }
        handle?.end()
    }

    /// The child, which has said hello.
    private func opened() async throws -> CommandHandle {
        let (handle, opening) = state.withLock { state in
            if let handle = state.handle, let opening = state.opening, !handle.isGone { return (handle, opening) }
            let handle = CommandHandle(specification, hasWorkedBefore: state.hasWorked)
            let opening = Task.detached { [self] in try await greet(handle) }
            (state.handle, state.opening) = (handle, opening)
            return (handle, opening)
        }
        do {
            _ = try await withTaskCancellationHandler {
                try await opening.value
            } onCancel: {
                // Who ends while it still loads its model needs it no more. A child that said hello already is not asked.
                opening.cancel()
            }
        } catch let error as BackendError where error.failure == .cancelled && !Task.isCancelled {
            throw BackendError(.connectionLost, "\(specification.place): its start was given up by another request")
        }
        return handle
    }

    /// Waits for the first answer; a child that cannot give one, or a wrong one, is ended.
    private func greet(_ handle: CommandHandle) async throws -> CommandHello {
        do {
            let line = try await handle.ask("hello", timeout: specification.startTimeout) { CommandHello.request(&$0) }
            let hello = try read(line) { try CommandHello(&$0) }
            try read(line) { cursor in
                try accept(hello)
                try cursor.skip()
            }
            state.withLock { $0.hasWorked = true }
            return hello
        } catch {
            handle.end()
            state.withLock { state in
                if state.handle === handle { (state.handle, state.opening) = (nil, nil) }
            }
            throw error
        }
    }

    private func read<Value>(_ line: [UInt8], _ body: (inout JSONCursor) throws -> Value) throws -> Value {
        let place = specification.place
        do {
            return try JSONCursor.read(line, body)
        } catch let partial as PartialSamples {
            throw partial
        } catch let fault as BadReply {
            throw BackendError(fault.failure, "\(place): \(fault.reason)")
        } catch let fault as JSONError where fault.kind == .notFinite {
            throw BackendError(.notFinite, "\(place): a number in the answer is NaN or infinite")
        } catch {
            throw BackendError(.malformedReply, "\(place): the answer is not what was asked for: \(error)")
        }
    }
}

extension CommandHello {
    static func request(_ writer: inout JSONWriter) {
        writer.key("protocol")
        writer.integer(protocolVersion)
    }
}
