import Foundation
import Platform

/// A provider of batches on 127.0.0.1 over `HashModel`: files, batches, and answers in a shuffled order.
///
/// A batch is over once it was looked at `looks` times. It can be asked over sockets, or without any by `answer(method:url:…)`.
package final class BatchDouble: Sendable {
    package struct Options: Sendable {
        package var chat = OpenAIDouble.Options()
        /// Looks at a batch until it is over; a number nobody reaches keeps it running.
        package var looks = 2
        /// What the model says to a request's body, as the body of a reply with status 200; the hash model if nil.
        package var says: (@Sendable (_ body: [UInt8]) -> String)?
        /// Batches in a page of the list.
        package var pageSize = 100

        package init() {}
    }

    package let server: LoopbackServer
    private let handler: BatchHandler

    package init(_ options: Options = Options()) {
        let handler = BatchHandler(options: options)
        self.handler = handler
        server = LoopbackServer { request, _ in
            handler.answer(
                BatchHandler.Request(
                    method: request.method,
                    path: request.path,
                    query: [:],
                    authorization: request.authorization,
                    contentType: request.contentType,
                    body: request.body
                )
            )
        }
    }

    /// From now on so many of these go wrong.
    package func add(_ fault: BatchFault, times: Int = 1) {
        handler.state.withLock { $0.faults[fault, default: 0] += times }
    }

    /// Batches are over after so many looks from now on.
    package func setLooks(_ looks: Int) {
        handler.state.withLock { $0.looks = looks }
    }

    /// What the provider was asked and did.
    package var book: BatchState { handler.state.withLock { $0 } }

    /// Batches of another run or program, which are in the list too.
    package func addForeignBatches(_ count: Int, metadata: [String: String] = [:]) {
        handler.state.withLock { state in
            for _ in 0..<count { _ = state.start(file: "file-foreign", metadata: metadata, lines: []) }
        }
    }

    /// The answer to a request, without sockets.
    package func answer(method: String, url: String, authorization: String?, contentType: String?, body: [UInt8]) -> ServerReply {
        let parts = URLComponents(string: url)
        var query: [String: String] = [:]
        for item in parts?.queryItems ?? [] { query[item.name] = item.value }
        return handler.answer(
            BatchHandler.Request(
                method: method,
                path: parts?.path ?? "",
                query: query,
                authorization: authorization,
                contentType: contentType,
                body: body
            )
        )
    }

    package func start() async throws -> String { try await server.start() }
    package func stop() async { await server.stop() }
}
