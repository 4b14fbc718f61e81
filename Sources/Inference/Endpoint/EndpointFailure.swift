import JSONCursor
import Scheduling
import Transport

/// Says what an exchange that went wrong means: its failure class and a sentence for people.
struct EndpointFailure {
    /// Host, port and path of the request.
    var place: String
    var apiKey: APIKey?

    /// There was no whole reply.
    func error(for failure: HTTPFailure) -> BackendError {
        let kind: FailureClass =
            switch failure.kind {
            // A reply that broke off says nothing about the item: servers break off all of theirs when they die.
            case .cannotConnect, .connectTimeout: .unreachable
            case .connectionLost: .connectionLost
            case .totalTimeout, .stallTimeout: .timedOut
            case .replyTooLarge: .malformedReply
            case .protocolError: .misconfigured
            case .cancelled: .cancelled
            }
        return BackendError(kind, sentence("no whole reply: \(failure.message)"))
    }

    /// There was a reply with a good status that could not be read, or was read and is not what was asked for.
    func error(for fault: any Error, in response: HTTPResponse) -> BackendError {
        if let complaint = Self.complaint(in: response) {
            return BackendError(.serverError, sentence("answered \(response.status) with an error: \(excerpt(complaint.message))"))
        }
        switch fault {
        case let fault as BadReply:
            return BackendError(fault.failure, sentence(fault.reason))
        case is JSONError where ForeignReply.isPage(response):
            return BackendError(.malformedReply, sentence("the reply is \(Self.page): \(excerpt(response.body))"))
        case is JSONError where ForeignReply.isStream(response.body):
            return BackendError(
                .malformedReply,
                sentence("the reply is a stream of events, which was not asked for: \(excerpt(response.body))")
            )
        case let fault as JSONError where fault.kind == .notFinite:
            return BackendError(.notFinite, sentence("a number in the reply is NaN or infinite"))
        case let fault as JSONError where fault.kind == .truncated:
            return BackendError(.malformedReply, sentence("the reply breaks off after \(response.body.count) bytes"))
        case let fault as JSONError where fault.kind == .syntax && fault.offset == 0:
            return BackendError(.malformedReply, sentence("the reply is not JSON: \(excerpt(response.body))"))
        default:
            return BackendError(.malformedReply, sentence("the reply is not what was asked for: \(fault)"))
        }
    }

    private static let page = "not JSON but a page, of a proxy in front of the server perhaps"

    /// There was a reply with a status that is not 200 to 299. A server that says whether to try again (`x-should-retry`) is believed,
    /// but where nothing at this endpoint can work.
    func error(forStatusOf response: HTTPResponse) -> BackendError {
        var error = plainError(forStatusOf: response)
        guard let word = response.header("x-should-retry"), error.failure != .misconfigured else { return error }
        let isRefusal: Bool = error.failure == .rejected || error.failure == .tooLong
        switch word.lowercased() {
        case "true" where isRefusal:
            error.failure = .serverError
            error.retryAfter = RetryAfter.seconds(of: response)
        case "false" where !isRefusal:
            error.failure = .rejected
            error.message += " (the server asks not to try again)"
        default: break
        }
        return error
    }

    private func plainError(forStatusOf response: HTTPResponse) -> BackendError {
        let complaint = ServerComplaint(body: response.body)
        let words = complaint.map { excerpt($0.message) } ?? excerpt(response.body)
        let form = complaint == nil && ForeignReply.isPage(response) ? " with what is \(Self.page)" : ""
        let said = words.isEmpty ? "answered \(response.status)" : "answered \(response.status)\(form): \(words)"
        switch response.status {
        case 300..<400:
            return BackendError(.misconfigured, sentence("answered \(response.status), a redirection: give the final address"))
        case 401:
            return BackendError(.misconfigured, sentence("answered 401: \(keyRemedy)"))
        case 402, 405:
            return BackendError(.misconfigured, sentence(said))
        case 403:
            return BackendError(.misconfigured, sentence("\(said) (\(keyRemedy))"))
        case 404 where complaint == nil || complaint?.isUnknownPath == true:
            return BackendError(.misconfigured, sentence("\(said) (this server has no such path)"))
        case 408:
            return BackendError(.timedOut, sentence(said), retryAfter: RetryAfter.seconds(of: response))
        case 429 where complaint?.code == "insufficient_quota" || complaint?.type == "insufficient_quota":
            return BackendError(.misconfigured, sentence(said))
        case 429, 503:
            return BackendError(.overloaded, sentence(said), retryAfter: RetryAfter.seconds(of: response))
        case 409, 500...:
            // vLLM fails so on a NaN; the same request would fail again.
            let isNaN = words.contains("Out of range float values are not JSON compliant")
            return BackendError(isNaN ? .notFinite : .serverError, sentence(said), retryAfter: RetryAfter.seconds(of: response))
        default:
            return BackendError(refusalClass(complaint), sentence(said))
        }
    }

    private func refusalClass(_ complaint: ServerComplaint?) -> FailureClass {
        guard let complaint else { return .rejected }
        let words = complaint.message.lowercased()
        let isUnknownModel: Bool =
            complaint.code == "model_not_found" || complaint.param == "model" || words.contains("invalid model name")
            || words.contains("model") && words.contains("does not exist")
        let isUnknownAdapter: Bool = words.contains("lora adapter") && words.contains("been loaded")
        if isUnknownModel || isUnknownAdapter { return .misconfigured }
        if complaint.code == "context_length_exceeded" || complaint.type == "exceed_context_size_error" { return .tooLong }
        return Self.lengthPhrases.contains { words.contains($0) } ? .tooLong : .rejected
    }

    /// How vLLM, SGLang, llama.cpp, TEI and OpenAI say that an item does not fit the context.
    private static let lengthPhrases: [String] = [
        "context length", "maximum model length", "context window", "context size", "must have less than",
    ]

    private var keyRemedy: String {
        guard let apiKey else { return "it asks for a key: name the environment variable that holds it in api_key_env" }
        return "it does not accept the key in the environment variable \(apiKey.variable)"
    }

    /// A server's words, fit to be shown.
    func shown(_ text: String) -> String { excerpt(text) }

    /// The key is taken out before the cut, lest half of it stays.
    private func excerpt(_ text: String) -> String {
        Excerpt.of(apiKey?.redacted(text) ?? text)
    }

    private func excerpt(_ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(1 << 14), as: UTF8.self)
        return Excerpt.of(apiKey?.redacted(text) ?? text)
    }

    private func sentence(_ text: String) -> String {
        let text = "\(place): \(text)"
        return apiKey?.redacted(text) ?? text
    }

    /// An error object in the place of the reply that was asked for, or in the events of a stream.
    private static func complaint(in response: HTTPResponse) -> ServerComplaint? {
        if ForeignReply.isStream(response.body) { return ForeignReply.complaint(inStream: response.body) }
        guard let value = try? JSONValue(parsing: response.body) else { return nil }
        let hasError: Bool = value["error"].map { $0 != .null } ?? (value["object"] == .string("error"))
        return hasError ? ServerComplaint(body: response.body) : nil
    }
}
