import Platform
import TestSupport
import Transport

/// What a fake transport answers to one request.
enum ScriptedAnswer: Sendable {
    case reply(Int, [(name: String, value: String)], String)
    case failure(HTTPFailure)

    static func ok(_ body: String) -> ScriptedAnswer { .reply(200, [("Content-Type", "application/json")], body) }

    static func status(_ status: Int, _ body: String, _ headers: [(name: String, value: String)] = []) -> ScriptedAnswer {
        .reply(status, headers, body)
    }
}

extension FakeTransport {
    /// Answers requests from a list, in order, the last answer again and again.
    convenience init(_ answers: ScriptedAnswer...) {
        self.init(answers: answers)
    }

    convenience init(answers: [ScriptedAnswer]) {
        let left = Lock(answers)
        self.init { _ throws(HTTPFailure) in
            switch left.withLock({ $0.count > 1 ? $0.removeFirst() : $0[0] }) {
            case .reply(let status, let headers, let body):
                return HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
            case .failure(let failure):
                throw failure
            }
        }
    }
}
