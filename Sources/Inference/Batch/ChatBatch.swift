package import JSONCursor
import Scheduling
package import Transport

/// Chat requests as lines of a batch's file, and what the lines of its answers mean: the bodies, replies and failure classes of `OpenAIPolicy`.
package struct ChatBatch: Sendable {
    /// Where every line's request goes.
    package static let path = "/v1/chat/completions"

    package let model: String
    private let extraBody: ExtraFields
    private let place: String
    private let apiKey: APIKey?

    /// - Parameters:
    ///   - place: Names the server in sentences.
    ///   - extraBody: `policy.chat.extra_body`, an object merged into every request.
    package init(
        model: String,
        place: String,
        apiKey: APIKey? = nil,
        extraBody: JSONValue = .object([])
    ) throws(BackendError) {
        self.model = model
        self.place = place
        self.apiKey = apiKey
        self.extraBody = try ExtraFields(extraBody, reserved: OpenAIChatBody.ownFields, setting: "policy.chat.extra_body")
    }

    /// One line of the file: `{"custom_id","method","url","body"}` and a line end.
    package static func line(_ customID: String, _ body: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: body.count + 128)
        writer.beginObject()
        writer.key("custom_id")
        writer.string(customID)
        writer.key("method")
        writer.string("POST")
        writer.key("url")
        writer.string(path)
        writer.key("body")
        writer.raw(body)
        writer.endObject()
        writer.endLine()
        return writer.bytes
    }

    /// A request's body, without the fields that were refused.
    package func body(_ request: SampleRequest, leavingOut fields: Set<String>) throws(BackendError) -> [UInt8] {
        try OpenAIChatBody(model: model, request: request, leftOut: Self.fields(fields)).bytes(extraBody)
    }

    /// What a line says to a request for `count` responses that did without the fields `leftOut`.
    package func answer(_ line: BatchLine, count: Int, leftOut: Set<String>) -> BatchAnswer {
        switch reply(line) {
        case .failure(let error): return .failed(error)
        case .success(let response):
            if response.status == 400 {
                let request = SampleRequest(messages: [], promptTokens: nil, count: count, seed: 0, sampling: SamplingParameters())
                let body = OpenAIChatBody(model: model, request: request, leftOut: Self.fields(leftOut))
                if let field = body.field(refusedBy: response) { return .refusedField(field.rawValue) }
            }
            return samples(response, count)
        }
    }

    private func samples(_ response: HTTPResponse, _ count: Int) -> BatchAnswer {
        let failure = EndpointFailure(place: place, apiKey: apiKey)
        let reply = EndpointReply(response: response, failure: failure)
        do {
            let name = ServedName(asked: model)
            let samples = try reply.samples { try OpenAIChatReply.choices(in: $0, count: count, name: name) }
            if samples.count < count, let first = samples.first { return .onlyFirst(first) }
            return .samples(Dictionary(uniqueKeysWithValues: samples.enumerated().map { ($0, $1) }), missing: nil)
        } catch let partial as PartialSamples {
            return .samples(partial.samples, missing: partial.error)
        } catch let error as BackendError {
            return .failed(error)
        } catch {
            return .failed(failure.error(for: error, in: response))
        }
    }

    /// The reply a line stands for, or why there is none.
    package func reply(_ line: BatchLine) -> Result<HTTPResponse, BackendError> {
        let words = line.errorMessage.map { Excerpt.of(apiKey?.redacted($0) ?? $0, limit: 200) } ?? ""
        switch line.errorCode {
        case "batch_expired": return .failure(BackendError(.timedOut, "\(place): the batch expired before this line was answered: \(words)"))
        case "batch_cancelled": return .failure(BackendError(.cancelled, "\(place): the batch was cancelled before this line was answered"))
        default: break
        }
        if let status = line.status, (100..<600).contains(status) {
            return .success(HTTPResponse(status: status, body: line.body))
        }
        return .failure(BackendError(.serverError, "\(place): a line of the batch has no reply\(words.isEmpty ? "" : ": \(words)")"))
    }

    private static func fields(_ names: Set<String>) -> Set<OpenAIChatBody.Field> {
        Set(names.compactMap { OpenAIChatBody.Field(rawValue: $0) })
    }
}
