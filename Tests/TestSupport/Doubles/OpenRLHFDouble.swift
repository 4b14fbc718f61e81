import Foundation

/// OpenRLHF's `serve_rm` on 127.0.0.1, with `HashModel`'s rewards of the texts it is sent.
package final class OpenRLHFDouble: Sendable {
    package struct Options: Sendable {
        package var path = "/get_reward"
        /// Only `rewards`, as servers before `scores` and `extra_logs` answered.
        package var oldReply = false

        package init() {}
    }

    private struct Request: Decodable {
        var query: [String]
        var prompts: [String]
    }

    private struct Reply: Encodable {
        var rewards: [Double]
        var scores: [Double]?
        var extra_logs: [String: [Double]]?
    }

    package let server: LoopbackServer

    package init(_ options: Options = Options()) {
        server = LoopbackServer { request, fault in
            guard request.method == "POST", request.path == options.path else {
                return ServerReply(status: 404, text: #"{"detail":"Not Found"}"#)
            }
            guard let asked = try? JSONDecoder().decode(Request.self, from: Data(request.body)) else {
                return ServerReply(status: 500, contentType: "text/plain", text: "Internal Server Error")
            }
            var rewards = asked.query.map { Self.reward(of: $0) }
            switch fault {
            case .fewer: rewards.removeLast()
            case .more: rewards.append(0)
            case .nan: rewards[0] = .nan
            default: break
            }
            let reply =
                options.oldReply
                ? Reply(rewards: rewards)
                : Reply(rewards: rewards, scores: rewards, extra_logs: ["dummy_scores": rewards])
            return try ServerReply(json: reply, computed: [.reward: asked.query.count])
        }
    }

    package static func reward(of text: String) -> Double {
        HashModel(name: "reward").reward(of: text)
    }

    package var journal: RequestJournal { server.journal }

    package func setFaults(_ change: (inout FaultPlan) -> Void) { server.setFaults(change) }

    /// Starts to listen and returns the base URL, without the path.
    package func start(port: UInt16 = 0) async throws -> String { try await server.start(port: port) }

    package func stop() async { await server.stop() }
}
