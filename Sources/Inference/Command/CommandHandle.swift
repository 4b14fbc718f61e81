import JSONCursor
import Platform

/// A child that runs, to whoever has something to ask it.
final class CommandHandle: Sendable {
    private let inbox = CommandInbox()
    private let nextID = Lock(0)
    private let place: String

    /// Starts the child's life on a thread of its own; whether it starts at all is told to the first request.
    init(_ specification: CommandSpecification, hasWorkedBefore: Bool) {
        place = specification.place
        let hasThread = CommandThread.start { [inbox] in
            CommandLife(specification, inbox, hasWorkedBefore: hasWorkedBefore).run()
        }
        if !hasThread { _ = inbox.shut(BackendError(.unreachable, "\(place) cannot be started: the system has no thread left")) }
    }

    deinit {
        end()
    }

    /// Whether the child is gone.
    var isGone: Bool { inbox.isClosed }

    /// Lets the child end, with its process group.
    func end() {
        _ = inbox.post(.end)
    }

    /// Sends a request, an object to which `body` adds its fields, and returns the line that answers it.
    func ask(
        _ operation: StaticString,
        timeout: Double,
        _ body: (inout JSONWriter) throws -> Void = { _ in }
    ) async throws -> [UInt8] {
        let id = nextID.withLock { next in
            defer { next += 1 }
            return next
        }
        var writer = JSONWriter(reservingCapacity: 512)
        writer.beginObject()
        writer.key("id")
        writer.integer(id)
        writer.key("op")
        writer.string("\(operation)")
        try body(&writer)
        writer.endObject()
        writer.endLine()
        let line = writer.bytes
        CallTrace.current?.addExchange(nil)
        let result: Result<[UInt8], BackendError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let request = CommandRequest(id: id, line: line, timeout: timeout, continuation: continuation)
                if let refusal = inbox.post(.ask(request)) { continuation.resume(returning: .failure(refusal)) }
                // A cancellation that came first had nothing to abandon.
                if Task.isCancelled { _ = inbox.post(.abandon(id)) }
            }
        } onCancel: {
            _ = inbox.post(.abandon(id))
        }
        return try result.get()
    }
}
