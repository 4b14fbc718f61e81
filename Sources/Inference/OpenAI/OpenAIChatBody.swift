import JSONCursor
import Transport

/// The body of `POST /v1/chat/completions`.
struct OpenAIChatBody {
    /// Fields that some models or servers refuse and that can be left out.
    enum Field: String, CaseIterable, Sendable {
        case count = "n"
        case seed
        case temperature
        case topP = "top_p"
        case presencePenalty = "presence_penalty"
        case frequencyPenalty = "frequency_penalty"
        case logprobs
        case maxCompletionTokens = "max_completion_tokens"

        /// What becomes of the field where it is refused.
        var consequence: String { self == .maxCompletionTokens ? "sent as max_tokens" : "left out" }
    }

    /// Fields that `extra_body` may not set.
    static let ownFields: Set<String> = Set(Field.allCases.map(\.rawValue)).union([
        "model", "messages", "max_tokens", "stop", "stream", "stream_options", "top_logprobs", "echo", "continue_final_message",
        "add_generation_prompt", "tools", "tool_choice", "functions", "function_call",
    ])

    var model: String
    var request: SampleRequest
    var leftOut: Set<Field>

    /// The field of this body that a reply with status 400 names as the culprit.
    func field(refusedBy response: HTTPResponse) -> Field? {
        guard let complaint = ServerComplaint(body: response.body) else { return nil }
        var field = complaint.param.flatMap(Field.init)
        // Servers that do not know the newer name often say so in words only.
        if field == nil, complaint.param == nil, complaint.message.contains(Field.maxCompletionTokens.rawValue) {
            field = .maxCompletionTokens
        }
        return field.flatMap { leftOut.contains($0) ? nil : $0 }
    }

    func bytes(_ extra: ExtraFields) throws(BackendError) -> [UInt8] {
        let sampling = request.sampling
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        writer.key("messages")
        writer.messages(request.messages)
        integer(&writer, .count, request.count)
        integer(&writer, .seed, Int(request.seed))
        try number(&writer, .temperature, sampling.temperature)
        try number(&writer, .topP, sampling.topP)
        try number(&writer, .presencePenalty, sampling.presencePenalty)
        try number(&writer, .frequencyPenalty, sampling.frequencyPenalty)
        try writeForeign(&writer, sampling)
        if !leftOut.contains(.logprobs) {
            writer.key("logprobs")
            writer.bool(false)
        }
        writer.key(leftOut.contains(.maxCompletionTokens) ? "max_tokens" : "max_completion_tokens")
        writer.integer(sampling.maxTokens)
        if !sampling.stop.isEmpty {
            writer.key("stop")
            writer.strings(sampling.stop)
        }
        writer.key("stream")
        writer.bool(false)
        extra.write(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// Fields that OpenAI does not have and its imitators mostly do: only where they are used.
    private func writeForeign(_ writer: inout JSONWriter, _ sampling: SamplingParameters) throws(BackendError) {
        if sampling.topK != 0 {
            writer.key("top_k")
            writer.integer(sampling.topK)
        }
        if sampling.minP != 0 { try writer.setting("min_p", sampling.minP) }
        if sampling.repetitionPenalty != 1 { try writer.setting("repetition_penalty", sampling.repetitionPenalty) }
    }

    private func integer(_ writer: inout JSONWriter, _ field: Field, _ value: Int) {
        guard !leftOut.contains(field) else { return }
        writer.key(field.rawValue)
        writer.integer(value)
    }

    private func number(_ writer: inout JSONWriter, _ field: Field, _ value: Double) throws(BackendError) {
        guard !leftOut.contains(field) else { return }
        try writer.setting(field.rawValue, value)
    }
}
