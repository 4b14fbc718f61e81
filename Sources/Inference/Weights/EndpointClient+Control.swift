import JSONCursor
import Scheduling

extension EndpointClient {
    /// Posts to a route that servers have only when started for it; `remedy` says how, should it be missing.
    func command(_ path: String, _ content: [UInt8] = [], remedy: String) async throws(BackendError) -> EndpointReply {
        let reply = try await send(.post, path, content)
        if isMissing(reply) {
            throw BackendError(.misconfigured, "\(address.authority)\(address.path)\(path): this server has no such path: \(remedy)")
        }
        return reply
    }

    /// Whether the server knows no such path (a 404 that is not about the request's content).
    func isMissing(_ reply: EndpointReply) -> Bool {
        reply.response.status == 404 && ServerComplaint(body: reply.response.body)?.isUnknownPath ?? true
    }

    /// The models that the server lists.
    func servedModels() async throws -> [ServedModel] {
        try await get("/v1/models", ServedModel.list)
    }
}
