/// An OpenAI-style chat server on 127.0.0.1 over `HashModel`, in the dialect of hosted services: no token ids, no scoring, string error codes.
package final class OpenAIDouble: Sendable {
    package struct Options: Sendable {
        package var model = "policy"
        package var apiKey: String?
        /// Fields answered with 400 and `error.param`, as reasoning models do.
        package var refusedFields: Set<String> = []
        /// One choice whatever `n` says, as some servers do.
        package var ignoresCount = false
        /// Path before `/chat/completions`.
        package var root = "/v1"

        package init() {}
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        let handler = OpenAIHandler(options: options)
        server = LoopbackServer(answer: handler.answer)
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }

    /// Starts to listen and returns the base URL, without the path.
    package func start(port: UInt16 = 0) async throws -> String { try await server.start(port: port) }

    package func stop() async { await server.stop() }
}
