import Foundation
import Platform
import Transport

/// Answers requests from a list, in order, the last answer again and again; keeps what was sent.
final class ScriptedTransport: HTTPTransport {
    enum Answer: Sendable {
        case reply(Int, [(name: String, value: String)], String)
        case failure(HTTPFailure)

        static func ok(_ body: String) -> Answer { .reply(200, [("Content-Type", "application/json")], body) }
        static func status(_ status: Int, _ body: String, _ headers: [(name: String, value: String)] = []) -> Answer {
            .reply(status, headers, body)
        }
    }

    private let state: Lock<(answers: [Answer], requests: [HTTPRequest])>

    convenience init(_ answers: Answer...) {
        self.init(answers: answers)
    }

    init(answers: [Answer]) {
        state = Lock((answers, []))
    }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        switch answer {
        case .reply(let status, let headers, let body):
            return HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
        case .failure(let failure):
            throw failure
        }
    }
}

extension HTTPRequest {
    /// The body as `JSONDecoder` reads it.
    func decoded<Body: Decodable>(_ type: Body.Type = Body.self) throws -> Body {
        try JSONDecoder().decode(type, from: Data(body))
    }

    /// The names of the body's fields, each once.
    func fieldNames() throws -> [String] {
        try decoded([String: AnyField].self).keys.sorted()
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Any JSON value, unread.
struct AnyField: Decodable {
    init(from decoder: any Decoder) throws {}
}
