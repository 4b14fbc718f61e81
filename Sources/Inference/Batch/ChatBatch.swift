package import JSONCursor
import Scheduling

/// Chat requests as lines of a batch's file, and what the lines of its answers mean: the bodies, replies and failure classes of `OpenAIPolicy`.
package struct ChatBatch: Sendable {
    /// Where every line's request goes.
    package static let path = "/v1/chat/completions"

    package let model: String
    private let extraBody: ExtraFields
    private let replies: LineReplies

    /// - Parameters:
    ///   - client: The provider's.
    ///   - extraBody: `policy.chat.extra_body`, an object merged into every request.
    package init(
        model: String,
        client: EndpointClient,
        extraBody: JSONValue = .object([])
    ) throws(BackendError) {
        self.model = model
        replies = LineReplies(client)
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
        switch replies.reply(line) {
        case .failure(let error): return .failed(error)
        case .success(let reply):
            if reply.response.status == 400 {
                let request = SampleRequest(messages: [], promptTokens: nil, count: count, seed: 0, sampling: SamplingParameters())
                let body = OpenAIChatBody(model: model, request: request, leftOut: Self.fields(leftOut))
                if let field = body.field(refusedBy: reply.response) { return .refusedField(field.rawValue) }
            }
            return samples(reply, count)
        }
    }

    private func samples(_ reply: EndpointReply, _ count: Int) -> BatchAnswer {
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
            return .failed(reply.failure.error(for: error, in: reply.response))
        }
    }

    private static func fields(_ names: Set<String>) -> Set<OpenAIChatBody.Field> {
        Set(names.compactMap { OpenAIChatBody.Field(rawValue: $0) })
    }
}
